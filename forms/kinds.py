"""The definition kind that forms bring."""

from collections.abc import Mapping
from typing import Any, ClassVar

from forms.definition import examined
from forms.seams import field_types
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text


@kind("form")
class FormKind:
    """What is asked: sections and fields with their rules."""

    title: ClassVar = Text("表单", "form")

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:
        """Every problem of the body."""
        return examined(body, field_types(registry), functions=functions_of(registry))[1]

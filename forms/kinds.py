"""The definition kinds that forms bring."""

from collections.abc import Mapping
from typing import Any, ClassVar

from forms.definition import examined
from forms.designing.telling import told
from forms.language import language_of_files
from forms.options import examined_register, registers_at
from forms.seams import field_types
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.references import Reference
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text


@kind("form")
class FormKind:
    """What is asked: sections and fields with their rules."""

    title: ClassVar = Text("表单", "form")
    pinned: ClassVar = True

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:
        """Every problem of the body."""
        return examined(body, field_types(registry), functions=functions_of(registry))[1]

    @staticmethod
    def references(body: Mapping[str, Any], registry: Registry) -> list[Reference]:  # noqa: ARG004
        """The registers that its fields choose from."""
        return [Reference(path, "option_register", name) for path, name in registers_at(body)]

    @staticmethod
    def told(body: Mapping[str, Any], problem: Problem, registry: Registry) -> Problem:
        """The problem by the titles of the property sheet and of the sections and fields."""
        return told(dict(body), problem, field_types(registry))

    @staticmethod
    def language(registry: Registry) -> dict[str, Any]:
        """The JSON Schema of a form in a file of a plugin."""
        return language_of_files(field_types(registry))


@kind("option_register")
class OptionRegisterKind:
    """Options that many fields share."""

    title: ClassVar = Text("选项登记册", "option register")
    # a form that was begun goes on with what the register offered last
    pinned: ClassVar = True

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:  # noqa: ARG004 it refers to nothing
        """Every problem of the body."""
        return examined_register(body)[1]

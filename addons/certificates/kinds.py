"""The definition kind that certificates bring."""

from collections.abc import Mapping
from typing import Any, ClassVar

from addons.certificates.reading import examined
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text


@kind("certificate_type")
class CertificateTypeKind:
    """What a certificate is: its categories, numbers, term, states and codes."""

    title: ClassVar = Text("证书类型", "certificate type")

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:
        """Every problem of the body."""
        return examined(body, functions=functions_of(registry))[1]

"""The definition kind that licensing brings."""

from collections.abc import Mapping
from typing import Any, ClassVar

from addons.licensing.fitting import misfits_of
from addons.licensing.reading import examined
from addons.licensing.seams import CHECK, SOURCE
from kernel.fitting import Footing, Misfit
from kernel.kinds import Problem
from kernel.references import Reference
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text

BOUND = {"form": "form", "chain": "chain", "certificate_type": "certificate_type"}
"""What each of these keys names."""


@kind("matter")
class MatterKind:
    """What one may apply for: a form, a chain, a type of certificate, windows, checks and a guide."""

    title: ClassVar = Text("事项", "matter")
    pinned: ClassVar = True

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:
        """Every problem of the body; the names of checks and sources are those that are installed."""
        return examined(body, checks=registry.names(CHECK), sources=registry.names(SOURCE))[1]

    @staticmethod
    def references(body: Mapping[str, Any], registry: Registry) -> list[Reference]:  # noqa: ARG004
        """The form, the chain and the type of certificate that it binds."""
        return [
            Reference(key, kind, name)
            for key, kind in BOUND.items()
            if isinstance(name := body.get(key), str)
        ]

    @staticmethod
    def misfits(name: str, footing: Footing) -> list[Misfit]:
        """What its chain reads or opens and its form does not have, and a beginning that is not the applicant's."""
        return list(misfits_of(examined(footing.bodies[name])[0], footing))

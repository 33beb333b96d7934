"""The definition kind that approvals bring."""

from collections.abc import Mapping
from typing import Any, ClassVar

from approvals.reading import examined
from approvals.soundness import problems_of
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.seams import EFFECT, kind
from kernel.text import Text


@kind("chain")
class ChainKind:
    """Who does what in which order: a tree of steps that is proved sound."""

    title: ClassVar = Text("审批链", "approval chain")

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:
        """Every problem of the body: first of its form, then of its soundness."""
        chain, problems = examined(body)
        return problems or problems_of(chain, effects=registry.names(EFFECT))

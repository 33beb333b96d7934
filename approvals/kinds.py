"""The definition kind that approvals bring."""

from collections.abc import Mapping
from typing import Any, ClassVar

from approvals.definition import Chain, steps_of
from approvals.engine import beyond
from approvals.reading import examined
from approvals.soundness import problems_of
from kernel import effects
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text


@kind("chain")
class ChainKind:
    """Who does what in which order: a tree of steps that is proved sound."""

    title: ClassVar = Text("审批链", "approval chain")

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:
        """Every problem of the body: first of its form, then of its soundness, its reach and its effects."""
        chain, problems = examined(body, functions=functions_of(registry))
        return problems or [*problems_of(chain), *beyond(chain), *_effects(chain, registry)]


def _effects(chain: Chain, registry: Registry) -> list[Problem]:
    return [
        problem
        for path, step, _ in steps_of(chain)
        for problem in effects.problems_of(registry, step.effects, path=f"{path}.effects")
    ]

"""The definition kind that approvals bring."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar

from approvals.chains.definition import Chain, steps_of
from approvals.chains.fitting import people_missing
from approvals.chains.reading import examined
from approvals.designing.offers import Offers
from approvals.designing.telling import told
from approvals.engine import beyond
from approvals.seams import ACTOR
from approvals.soundness import Unread, problems_of, unknown_actors
from kernel import effects
from kernel.fitting import Footing, Misfit
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.references import Reference
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text, listed

CHECK = "check"
"""The seam of licensing at which checks are offered."""


@kind("chain")
class ChainKind:
    """Who does what in which order: a tree of steps that is proved sound."""

    title: ClassVar = Text("审批链", "approval chain")
    pinned: ClassVar = True

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:
        """Every problem of the body: first of its form, then of its soundness, its reach and its effects.

        What cannot be read puts off only what depends on it.
        """
        chain, problems = examined(body, functions=functions_of(registry))
        unread = Unread(tuple(problems))
        of_steps = (*beyond(chain), *_unknown(chain, registry), *_effects(chain, registry))
        return [*problems, *problems_of(chain, unread), *unread.real(of_steps)]

    @staticmethod
    def references(body: Mapping[str, Any], registry: Registry) -> list[Reference]:
        """The letters, and whatever else the effects of its steps name."""
        return list(_named(body, registry))

    @staticmethod
    def misfits(name: str, footing: Footing) -> list[Misfit]:
        """The offices and roles that it names and nobody knows; forms are the business of the matters on it."""
        chain, problems = examined(footing.bodies[name], functions=functions_of(footing.registry))
        missing = Unread(tuple(problems)).real(people_missing(chain, name, footing))
        return [Misfit(name, problem) for problem in missing]

    @staticmethod
    def told(body: Mapping[str, Any], problem: Problem, registry: Registry) -> Problem:  # noqa: ARG004 as any kind
        """The problem by the titles of the property sheet and of the steps."""
        return told(dict(body), problem, Offers())


def _named(body: Mapping[str, Any], registry: Registry) -> Iterator[Reference]:
    chain, _ = examined(body, functions=functions_of(registry))
    for path, step, _lanes in steps_of(chain):
        yield from effects.references_in(registry, step.effects, f"{path}.effects")


def _unknown(chain: Chain, registry: Registry) -> list[Problem]:
    """Whom and what no plugin knows; a registry without people or checks cannot tell."""
    actors = registry.names(ACTOR)
    found = unknown_actors(chain, actors) if any(name.startswith("office.") for name in actors) else []
    checks = registry.names(CHECK)
    for path, step, _ in steps_of(chain) if checks else ():
        for number, row in enumerate(step.checks):
            if (name := str(row.get("check", ""))) not in checks:
                near = listed(get_close_matches(name, checks, n=3) or sorted(checks))
                found.append(
                    Problem(
                        f"{path}.checks[#{number}]",
                        Text(f"没有名为“{name}”的核验。", f"There is no check “{name}”."),
                        Text(f"可用：{near.zh}。", f"Known: {near.en}."),
                    )
                )
    return found


def _effects(chain: Chain, registry: Registry) -> list[Problem]:
    return [
        problem
        for path, step, _ in steps_of(chain)
        for problem in effects.problems_of(registry, step.effects, path=f"{path}.effects")
    ]

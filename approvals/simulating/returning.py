"""Where a case comes back to when it is returned: for each step that may return it, one path; pure."""

from collections.abc import Iterator

from approvals.engine.compiling import CompiledChain
from approvals.simulating.paths import GONE_ON, RETURNED, Leg, Path
from approvals.words import StepKind, Verb

FOR_GOOD = frozenset({StepKind.AUTO, StepKind.CHOOSE})
"""Steps to which no case returns: nobody is there, or what was chosen is chosen for good."""


def return_ways(chain: CompiledChain, path: Path, seen: set[str]) -> Iterator[Path]:
    """The returns from steps of this path, but for steps that were seen to return on others."""
    for number, move in enumerate(path.moves):
        if isinstance(move, Leg) and Verb.RETURN in move.step.verbs and move.step.name not in seen:
            targets = [
                leg for leg in path.moves[:number] if isinstance(leg, Leg) and _may_return(chain, leg, move)
            ]
            filled = [leg for leg in targets if leg.step.kind is StepKind.FILL]
            if targets:
                seen.add(move.step.name)
                back = max(filled or targets, key=lambda leg: chain.order[leg.step.name])
                yield Path((*path.moves[:number], Leg(move.step, RETURNED)), back_to=back.step.name)


def _may_return(chain: CompiledChain, to: Leg, by: Leg) -> bool:
    around, here = chain.places[to.step.name].lanes, chain.places[by.step.name].lanes
    passed = to.way in GONE_ON and to.step.kind not in FOR_GOOD
    return passed and here[: len(around)] == around and chain.order[to.step.name] < chain.order[by.step.name]

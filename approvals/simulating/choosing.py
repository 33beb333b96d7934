"""Whether the branches of a path can be taken after what is chosen on it; pure."""

from collections.abc import Iterator, Mapping

from approvals.chains.definition import Step
from approvals.engine.state import fact_of
from approvals.simulating.paths import PASSED, SUBSTITUTED, Leg, Path, Taken
from approvals.words import PASSING_VERBS, StepKind, Verb
from kernel.errors import TongbanError
from kernel.expressions import Expression

UNCHOSEN = frozenset({""})
Values = frozenset[str]


def is_possible(path: Path, steps: Mapping[str, Step]) -> bool:
    """Whether no branch was taken that what was chosen before rules out; facts may be any."""
    chosen: dict[str, Values | None] = {}
    for move in path.moves:
        match move:
            case Leg():
                chosen |= dict(_chosen_at(move, steps))
            case Taken():
                for name in {name for case in move.branch.cases for name in _only(case.when)}:
                    left = _left(move, name, chosen.get(name, UNCHOSEN))
                    if left is not None and not left:
                        return False
                    chosen[name] = left
    return True


def _chosen_at(leg: Leg, steps: Mapping[str, Step]) -> Iterator[tuple[str, Values | None]]:
    """What rules may read as chosen once the step is left; None is anything."""
    step = leg.step
    asked = steps.get(step.choice) if step.choice else step if step.kind is StepKind.CHOOSE else None
    if asked is not None and leg.way == PASSED:
        yield fact_of(asked.name), frozenset(one.value for one in asked.options) or None
    elif step.substitute is not None and leg.way == SUBSTITUTED:
        yield fact_of(step.name), frozenset({Verb.SUBSTITUTE.value})
    elif step.substitute is not None and leg.way == PASSED:
        verbs = PASSING_VERBS[StepKind.CONFIRM] | {Verb.REMOVE_SIGNER}
        yield fact_of(step.name), frozenset(verb.value for verb in verbs & {*step.verbs, Verb.COUNTERSIGN})


def _only(rule: Expression | None) -> Iterator[str]:
    """The choice that the rule reads, if that is all."""
    if rule is not None and len(rule.names) == 1:
        yield from (name for name in rule.names if name.startswith(fact_of("")))


def _left(taken: Taken, name: str, values: Values | None) -> Values | None:
    """What may have been chosen when the branch is left this way."""
    if values is None:
        return None
    for case in taken.branch.cases:
        if case.when is not None and case.when.names == {name}:
            here = case.name == taken.case
            values = frozenset(one for one in values if _holds(case.when, name, one) is here)
        if case.name == taken.case:
            break
    return values


def _holds(rule: Expression, name: str, value: str) -> bool:
    try:
        return rule.holds({name: value})
    except TongbanError:
        return False

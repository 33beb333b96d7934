"""Who votes at a step, whose turn it is, and what the votes come to; pure."""

from collections.abc import Iterable, Mapping, Sequence

from approvals.chains.definition import Step, Votes
from approvals.engine.acts import Act
from approvals.engine.openings import Opening
from approvals.words import Need, Order, StepKind, Verb, Vote
from kernel.errors import Invalid
from kernel.text import Text


def barred(
    step: Step, initiator: str, passed: Mapping[str, str], hands: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:
    """Accounts that may not decide at the step: who began the case, and who did a step it is kept apart from."""
    own = {initiator} if step.kind is StepKind.ACT else set()
    for name in step.apart:
        if name in passed:
            own |= {passed[name], *hands.get(name, ())}
    return frozenset(own - {""})


def seats(
    step: Step,
    initiator: str,
    passed: Mapping[str, str],
    hands: Mapping[str, tuple[str, ...]],
    named: Sequence[str],
) -> tuple[str, ...]:
    """Those of the named accounts that may vote at the step."""
    out = barred(step, initiator, passed, hands)
    return tuple(name for name in named if name not in out)


def unsigned(opening: Opening) -> tuple[str, ...]:
    """The signers who have not signed, in their order."""
    signed = {name for name, _ in opening.signed}
    return tuple(name for name in opening.signers if name not in signed)


def is_vote(opening: Opening, act: Act) -> bool:
    """Whether the act is a signer's own vote, which it stays while the step is lent to somebody else."""
    return act.verb is Verb.COUNTERSIGN and (act.on_behalf or act.actor) in unsigned(opening)


def turn(step: Step, opening: Opening) -> tuple[str, ...]:
    """The signers who may sign now."""
    waiting = unsigned(opening)
    in_turn = step.votes is not None and step.votes.order is Order.GIVEN
    return waiting[:1] if in_turn else waiting


def needed(votes: Votes, signers: int) -> int:
    """How many have to agree; never more than there are."""
    match votes.need:
        case Need.ALL:
            return signers
        case Need.ANY:
            return 1
        case Need.COUNT:
            return min(votes.of or 1, signers)
        case Need.PERCENT:
            return -(-signers * (votes.of or 100) // 100)


def tally(votes: Votes, opening: Opening) -> bool | None:
    """Whether the vote is won or lost; None while it is open."""
    agreed = sum(name in opening.signers and vote == Vote.AGREE for name, vote in opening.signed)
    goal = needed(votes, len(opening.signers))
    if agreed >= goal:
        return True
    return False if agreed + len(unsigned(opening)) < goal else None


def refuse_unsigned(step: Step, signers: Iterable[str]) -> None:
    """Raises when nobody is left who could vote."""
    if not tuple(signers):
        raise Invalid(
            Text(
                f"“{step.title.zh}”没有可以会签的人。",
                f"There is nobody who could vote at “{step.title.en}”.",
            ),
            remedy=Text(
                "请管理员给机构的经办人授予相应角色。", "Ask the administrator to give the role to somebody."
            ),
            place=step.name,
        )

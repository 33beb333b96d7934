"""The definitions that derive from a proposed one and change along with it; what keeps them from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kernel import studio
from kernel.definitions import kinds_known, published, refuse_unproved, version
from kernel.errors import TongbanError
from kernel.install.situation import moves
from kernel.models import DefinitionProposal
from kernel.models.proposals import ProposalAct
from kernel.nodes import Body
from kernel.proposals.review import ReviewSection, told_of
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Derived:
    """One definition that says something else too, what the plugins tell of that, and why it cannot."""

    name: str
    kind: str
    before: Body
    after: Body
    sections: Sequence[ReviewSection]
    refused: TongbanError | None = None


@dataclass(frozen=True, slots=True)
class Along:
    """What a proposal changes besides: the derived definitions, or why none of it can be published."""

    derived: Sequence[Derived] = ()
    refused: TongbanError | None = None


NOTHING = Along()


def changed_along(session: Session, registry: Registry, found: DefinitionProposal) -> Along:
    """What becomes of the derived definitions when a proposal that waits is published as things stand."""
    now = published(session).get(found.name)
    if found.act != ProposalAct.CHANGE or not found.seen or now is None or now.number != found.seen:
        return NOTHING
    try:
        ahead = studio.forecast(studio.ground_of(session, found.name), found.name, found.body)
        studio.refuse_clash(ahead.found, found.name)
    except TongbanError as refused:
        return Along(refused=refused)
    return Along(tuple(_derived(session, registry, ahead, found.name)))


def refuse_broken(session: Session, registry: Registry, name: str, body: Body) -> None:
    """Nothing, unless a derived definition could not be published with this change."""
    ahead = studio.forecast(studio.ground_of(session, name), name, body)
    studio.drafts_of(session, registry, ahead, name)


def _derived(session: Session, registry: Registry, ahead: studio.Forecast, name: str) -> Iterator[Derived]:
    before, known = published(session), kinds_known(session)
    for other, body in ahead.found.bodies.items():
        if other == name or not moves(other, ahead.found, before):
            continue
        last = before[other]
        old = version(session, other, last.number).body
        sections = told_of(session, registry, last.kind, other, before=old, after=body)
        yield Derived(
            other, last.kind, old, body, sections, _refusal(registry, other, last.kind, body, known)
        )


def _refusal(
    registry: Registry, name: str, kind: str, body: Body, known: dict[str, str]
) -> TongbanError | None:
    try:
        refuse_unproved(registry, name, kind, body, name, known=known)
    except TongbanError as refused:
        return refused
    return None

"""In whose place somebody acts in a case: their own, or that of whom they stand in for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from approvals.cases.view import TASK, CaseView
from approvals.engine import Actor, CompiledChain, State
from approvals.engine.voting import unsigned
from approvals.people.ahead import offices_ahead
from approvals.people.assignment import Assignment, Standing, assigned
from approvals.words import Party
from kernel.db import connection_of
from kernel.errors import Invalid
from kernel.prepared import Among, Prepared
from kernel.registry import Registry

AT_OFFICES = Prepared(
    select(TASK.c.id).where(TASK.c.case_id == bindparam("case"), Among(TASK.c.office_id, "offices")).limit(1)
)


def hats_of(standing: Standing, matter: str) -> Iterator[tuple[Standing, str]]:
    """Each place the account may take in cases of the matter, its own first, with the account it is then for."""
    yield standing, ""
    for proxy in standing.proxies:
        if proxy.covers(matter):
            yield proxy.principal, proxy.principal.name


def may_do(standing: Standing, matter: str, assignment: Assignment) -> bool:
    """Whether what is assigned in this way is theirs to do, in any of the places that they may take."""
    return any(hat.may_do(assignment) for hat, _ in hats_of(standing, matter))


def is_for(standing: Standing, state: State, step: str, assignment: Assignment | None) -> bool:
    """Whether the step waits for them: theirs by office and role, handed to them, theirs to sign or to take back."""
    opening = state.opening(step)
    if opening is None:
        return state.undo is not None and state.undo.step == step and standing.name in state.did(step)
    if standing.name in (opening.holder, opening.lender) or standing.name in unsigned(opening):
        return True
    return not opening.holder and assignment is not None and standing.may_do(assignment)


def actor_at(
    case: CaseView,
    standing: Standing,
    assignments: Mapping[str, Assignment],
    *,
    step: str,
    claimed_by: str | None = None,
) -> Actor:
    """Who acts: in the place of whom they stand in for who claimed the step, their own, or another's it waits for."""
    hats = sorted(hats_of(standing, case.matter), key=lambda one: one[1] != claimed_by)
    found = next(
        ((hat, on_behalf) for hat, on_behalf in hats if is_for(hat, case.state, step, assignments.get(step))),
        (standing, ""),
    )
    return _actor(case, standing, *found, assignments)


def actors_at(case: CaseView, standing: Standing, assignments: Mapping[str, Assignment]) -> list[Actor]:
    """The account in every place it may take in the case, its own first."""
    hats = hats_of(standing, case.matter)
    return [_actor(case, standing, hat, on_behalf, assignments) for hat, on_behalf in hats]


class Oversight(Enum):
    """How somebody comes to look after a case."""

    NONE = "none"
    AHEAD = "ahead"
    """It is going to come to an office that they look after, and no such office has had it yet."""
    THERE = "there"


def oversight_of(session: Session, registry: Registry, case: CaseView, standing: Standing) -> Oversight:
    """Whether they look after an office at which the case waits or has waited, or to which it is going to come."""
    if not standing.oversees:
        return Oversight.NONE
    asked = {"case": case.id, "offices": standing.oversees}
    if AT_OFFICES.row(connection_of(session), asked) is not None:
        return Oversight.THERE
    ahead = offices_ahead(session, registry, case) & standing.oversees
    return Oversight.AHEAD if ahead else Oversight.NONE


def overseen(session: Session, registry: Registry, case: CaseView, standing: Standing) -> bool:
    """Whether they look after the case in either way."""
    return oversight_of(session, registry, case, standing) is not Oversight.NONE


def substitutes_of(
    session: Session, registry: Registry, chain: CompiledChain, case: CaseView, standing: Standing
) -> frozenset[str]:
    """The open confirmations that somebody else's evidence may replace, where it is theirs to bring."""
    steps = [chain.steps[one.step] for one in case.state.open]
    found = set()
    for step in steps:
        by = step.substitute.by if step.substitute is not None else None
        if by is None or by is Party.INITIATOR:
            continue
        try:
            party = assigned(session, registry, case, replace(step, party=by, office=None)).party
        except Invalid:
            # nobody is that party here
            continue
        if party in standing.parties:
            found.add(step.name)
    return frozenset(found)


def _actor(
    case: CaseView, standing: Standing, hat: Standing, on_behalf: str, assignments: Mapping[str, Assignment]
) -> Actor:
    steps = frozenset(name for name, assignment in assignments.items() if hat.may_do(assignment))
    own = not on_behalf and case.initiator in standing.parties
    return Actor(standing.name, steps, own, on_behalf=on_behalf)

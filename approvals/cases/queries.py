"""What is read of cases: open tasks of somebody, the history of a case, the proof of its log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, and_, bindparam, false, func, or_, select
from sqlalchemy.orm import Session

from approvals.cases.statements import COUNTER, DECISION, SIGNER
from approvals.cases.view import CASE, TASK, VIEWED, CaseView, TaskAtHand, open_work, seen, view_of
from approvals.chains.versions import compiled_chain
from approvals.engine import WHOLE_CASE, Actor, CompiledChain, Entry, State, allowed, replay
from approvals.models import TaskState
from approvals.people.assignment import Standing
from approvals.people.concerned import is_concerned, left_to_concerned
from approvals.people.hats import Oversight, actors_at, hats_of, may_do, oversight_of, substitutes_of
from approvals.words import Verb
from kernel.db import connection_of
from kernel.inquiries import Along, Inquiry
from kernel.prepared import Among, Prepared
from kernel.registry import Registry

# built once: they are asked for every case that is shown
HISTORY = Prepared(
    select(
        DECISION.c.seq, DECISION.c.at, DECISION.c.verb, DECISION.c.step, DECISION.c.actor, DECISION.c.entry
    )
    .where(DECISION.c.case_id == bindparam("case"))
    .order_by(DECISION.c.seq)
)
REVISIONS = Prepared(select(CASE.c.id, CASE.c.revision).where(Among(CASE.c.id, "cases")))
VIEWS = Prepared(select(*VIEWED).where(Among(CASE.c.id, "cases")))
TOTAL = func.sum(COUNTER.c.open)
COUNTS = (
    select(COUNTER.c.office_id, COUNTER.c.matter, TOTAL)
    .group_by(COUNTER.c.office_id, COUNTER.c.matter)
    .having(TOTAL != 0)
)
COUNTS_OF_ONE = Prepared(COUNTS.where(COUNTER.c.office_id == bindparam("office")))
COUNTS_OF_SOME = Prepared(COUNTS.where(Among(COUNTER.c.office_id, "offices")))


@dataclass(frozen=True, slots=True)
class OpenTask:
    """One open task as lists show it."""

    id: int
    case_id: int
    step: str
    matter: str
    office_id: int | None
    due_on: date | None
    opened_at: datetime
    claimed_by: str | None


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of a case's history; the entry itself is None when it was erased."""

    seq: int
    at: datetime
    verb: str
    step: str
    actor: str
    entry: Entry | None


def case_view(session: Session, case_id: int) -> CaseView:
    """The case as it stands."""
    return seen(connection_of(session), case_id)


def case_views(session: Session, case_ids: Sequence[int]) -> dict[int, CaseView]:
    """The cases as they stand, in one query."""
    rows = VIEWS.rows(connection_of(session), {"cases": case_ids}) if case_ids else ()
    return {row[0]: view_of(row) for row in rows}


def revisions_of(
    session: Session, case_ids: Sequence[int], *, along: Along[Any] | None = None
) -> dict[int, int]:
    """How many entries the log of each case has: what an act on it says it was looking at."""
    asked = {"cases": case_ids}
    rows = REVISIONS.rows(connection_of(session), asked) if along is None else along.rows(REVISIONS, asked)
    return dict(rows)


def tasks_for(session: Session, standing: Standing, *, limit: int = 50, after: int = 0) -> list[OpenTask]:
    """The open tasks that are theirs and that nobody else has claimed, the oldest first."""
    rows = session.execute(
        select(
            *(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.matter, TASK.c.office_id),
            *(TASK.c.due_on, TASK.c.opened_at, TASK.c.claimed_by),
        )
        .where(TASK.c.state == TaskState.OPEN.value, TASK.c.id > after, _theirs(standing))
        .where(_unclaimed(standing))
        .order_by(TASK.c.id)
        .limit(limit)
    )
    return [OpenTask(*row) for row in rows]


def allowed_to(
    session: Session, registry: Registry, case_id: int, standing: Standing
) -> dict[str, tuple[Verb, ...]]:
    """What somebody may do now: the verbs of each open step of theirs, those of the case under `""`."""
    case, connection = case_view(session, case_id), connection_of(session)
    chain = compiled_chain(connection, registry, case.version_id)
    concerned = is_concerned(session, registry, chain, case, standing)
    work = open_work(connection, case_id)
    return allowed_in(session, registry, case, standing, work, concerned=concerned)


def allowed_in(
    session: Session,
    registry: Registry,
    case: CaseView,
    standing: Standing,
    work: Mapping[str, TaskAtHand],
    *,
    concerned: bool,
) -> dict[str, tuple[Verb, ...]]:
    """The same of a case and its open tasks that have been read; whom it concerns decides nothing."""
    chain = compiled_chain(connection_of(session), registry, case.version_id)
    found: dict[str, tuple[Verb, ...]] = {}
    oversight = oversight_of(session, registry, case, standing)
    admin = oversight is not Oversight.NONE
    for actor in _actors(session, registry, case, chain, standing, work=work, admin=admin):
        for step, verbs in allowed(chain, case.state, actor).items():
            if actor.on_behalf and _asked_of_them(case, actor, step):
                continue
            found[step] = (*found.get(step, ()), *(verb for verb in verbs if verb not in found.get(step, ())))
    if oversight is Oversight.AHEAD and WHOLE_CASE in found:
        # a jump would pass over what others have to do before the case is filed
        found[WHOLE_CASE] = tuple(verb for verb in found[WHOLE_CASE] if verb is not Verb.JUMP)
    for step in found.keys() & work.keys():
        if chain.steps[step].taken_first and is_takeable(work[step], case, standing):
            # who may take it does not urge others to
            found[step] = tuple(verb for verb in found[step] if verb is not Verb.URGE)
    if concerned:
        found = left_to_concerned(chain, found)
    return {step: verbs for step, verbs in found.items() if verbs}


def _asked_of_them(case: CaseView, actor: Actor, step: str) -> bool:
    """Whether the actor asked for the opinion at the step: nobody gives that to themselves in another's place."""
    opening = case.state.opening(step)
    return opening is not None and opening.lender == actor.id


def is_takeable(task: TaskAtHand, case: CaseView, standing: Standing) -> bool:
    """Whether the open task is theirs and nobody has it for themselves yet."""
    return task.free and may_do(standing, case.matter, task.assignment)


def step_at_hand(case: CaseView, standing: Standing, work: Mapping[str, TaskAtHand]) -> str:
    """The open step that is theirs to do now, their own before one they stand in for; empty when there is none."""
    names = (None, *_names(standing))
    free = [
        (step, task.assignment)
        for step, task in work.items()
        if task.claimed_by in names and task.held_by in names
    ]
    own, *others = (hat for hat, _ in hats_of(standing, case.matter))
    for hats in ([own], others):
        for step, one in free:
            if any(one.office in hat.offices and one.role in (None, *hat.roles) for hat in hats):
                return step
    return ""


def steps_for(session: Session, standing: Standing, case_id: int) -> list[str]:
    """The open steps of the case that are theirs and that nobody else has claimed."""
    mine = select(TASK.c.step).where(
        TASK.c.case_id == case_id, TASK.c.state == TaskState.OPEN.value, _unclaimed(standing)
    )
    return list(session.scalars(mine.where(_theirs(standing)).order_by(TASK.c.id)))


def _actors(
    session: Session,
    registry: Registry,
    case: CaseView,
    chain: CompiledChain,
    standing: Standing,
    *,
    work: Mapping[str, TaskAtHand],
    admin: bool,
) -> list[Actor]:
    """The account in each of its places; a pool's task is nobody's before it is claimed."""
    assignments = {}
    for step, task in work.items():
        unclaimed = chain.steps[step].taken_first and task.free
        if task.claimed_by in (None, *_names(standing)) and not unclaimed:
            assignments[step] = task.assignment
    own, *others = actors_at(case, standing, assignments)
    brings = substitutes_of(session, registry, chain, case, standing)
    return [replace(own, admin=admin, stands_in=brings), *others]


def case_history(session: Session, case_id: int) -> list[Logged]:
    """Everything that was logged of the case, in order."""
    rows = HISTORY.typed(connection_of(session), {"case": case_id})
    return [
        Logged(seq, at, verb, step, actor, written and Entry.from_json(written))
        for seq, at, verb, step, actor, written in rows
    ]


def replayed(session: Session, registry: Registry, case_id: int) -> State:
    """The state to which the case's log leads."""
    case = case_view(session, case_id)
    chain = compiled_chain(connection_of(session), registry, case.version_id)
    return replay(chain, [one.entry for one in case_history(session, case_id) if one.entry is not None])


def open_counts(session: Session, offices: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many tasks of each matter are open at the offices."""
    return open_inquiry(offices).answered(connection_of(session))


def open_inquiry(offices: Sequence[int]) -> Inquiry[dict[tuple[int, str], int]]:
    """The same as it is asked along with something else."""
    # most clerks have one office, and to unpack it costs as much again
    one = len(offices) == 1
    work = (COUNTS_OF_ONE, {"office": offices[0]}) if one else (COUNTS_OF_SOME, {"offices": offices})
    return Inquiry([work], _counted)


def _counted(found: Sequence[list[Any]]) -> dict[tuple[int, str], int]:
    return {(office, matter): int(count) for office, matter, count in found[0]}


def _names(standing: Standing) -> list[str]:
    return [standing.name, *(proxy.principal.name for proxy in standing.proxies)]


def _unclaimed(standing: Standing) -> ColumnElement[bool]:
    return or_(TASK.c.claimed_by.is_(None), TASK.c.claimed_by.in_(_names(standing)))


def _theirs(standing: Standing) -> ColumnElement[bool]:
    """Theirs, or theirs to do for whom they stand in for."""
    lent = [
        and_(*([TASK.c.matter.in_(sorted(proxy.matters))] if proxy.matters else []), _own(proxy.principal))
        for proxy in standing.proxies
    ]
    return or_(_own(standing), *lent)


def _own(standing: Standing) -> ColumnElement[bool]:
    """Handed to them alone, theirs to sign, or theirs by party, office and role while nobody has it alone."""
    waits = (
        select(SIGNER.c.account)
        .where(SIGNER.c.case_id == TASK.c.case_id, SIGNER.c.step == TASK.c.step)
        .where(SIGNER.c.account == standing.name)
    )
    assigned = and_(TASK.c.held_by.is_(None), or_(false(), *_criteria(standing)))
    return or_(TASK.c.held_by == standing.name, assigned, waits.exists())


def _criteria(standing: Standing) -> Iterator[ColumnElement[bool]]:
    for party in sorted(standing.parties, key=lambda one: (one.kind, one.id)):
        yield and_(TASK.c.party_kind == party.kind, TASK.c.party_id == party.id)
    if standing.offices:
        role = or_(TASK.c.role.is_(None), TASK.c.role.in_(sorted(standing.roles)))
        yield and_(TASK.c.office_id.in_(sorted(standing.offices)), role)

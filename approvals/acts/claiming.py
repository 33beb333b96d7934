"""Who has an open task for themselves: claimed, released, assigned by whoever looks after the office."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from approvals.acts.meanwhile import refuse_strangers, refuse_taken
from approvals.acts.service import Decided, decide
from approvals.cases.queries import is_takeable
from approvals.cases.view import TASK, CaseView, TaskAtHand, locked, no_such_case, open_work
from approvals.chains.versions import compiled_chain
from approvals.engine import CompiledChain
from approvals.engine.refusing import kept_apart, refuse_apart
from approvals.people.assignment import Standing
from approvals.people.concerned import is_concerned, refuse_concerned
from approvals.people.hats import hats_of, may_do, overseen
from approvals.people.telling import Word, WordKind, send_word
from approvals.words import Verb
from kernel.audit import record
from kernel.db import connection_of
from kernel.errors import Conflict
from kernel.registry import Registry
from kernel.text import Text


def claim(
    session: Session,
    case_id: int,
    step: str,
    *,
    standing: Standing,
    now: datetime,
    registry: Registry,
    address: str = "",
) -> None:
    """The open task is theirs alone until they do or release it; claiming it twice changes nothing."""
    connection, case, task = _locked(session, registry, case_id, step, standing)
    if task.claimed_by == standing.name:
        return
    refuse_taken(connection, task, frozenset({standing.name}))
    if not _is_theirs(task, case, standing):
        raise no_such_case(case_id)
    chain = compiled_chain(connection, registry, case.version_id)
    if chain.steps[step].office is not None:
        # who may not decide it would only keep it from those who may
        refuse_concerned(session, registry, chain, case, standing)
        refuse_apart(chain, chain.steps[step], case.state, {standing.name})
    if chain.steps[step].votes is not None:
        raise Conflict(
            Text("会签的待办不需要认领。", "A task that is voted on is not claimed."),
            remedy=Text("轮到您时直接表决即可。", "Vote when it is your turn."),
            place=step,
        )
    _write(session, task, standing.name)
    _record(session, case, step, "claim", standing.name, by=standing.name, now=now, address=address)


def release(
    session: Session,
    case_id: int,
    step: str,
    *,
    standing: Standing,
    now: datetime,
    registry: Registry,
    address: str = "",
) -> None:
    """Everybody whose it is may do the task again; who looks after the office may release what others claimed."""
    connection, case, task = _locked(session, registry, case_id, step, standing)
    mine = task.claimed_by == standing.name
    if not mine and not overseen(session, registry, case, standing):
        refuse_taken(connection, task, frozenset({standing.name}))
    if task.claimed_by is None:
        return
    _write(session, task, None)
    _record(session, case, step, "release", task.claimed_by, by=standing.name, now=now, address=address)
    if not mine:
        word = Word(
            kind=WordKind.RELEASED,
            accounts=(task.claimed_by,),
            by=standing.name,
            at=now,
            case=case_id,
            step=step,
        )
        send_word(session, word)


def assign(
    session: Session,
    case_id: int,
    step: str,
    *,
    to: str,
    standing: Standing,
    seen: int,
    now: datetime,
    registry: Registry,
    opinion: str = "",
) -> Decided:
    """The step is the account's alone, or everybody's again when none is named; the log says so."""
    return decide(
        session,
        case_id,
        step=step,
        verb=Verb.TRANSFER,
        actor=standing,
        seen=seen,
        now=now,
        registry=registry,
        opinion=opinion,
        people=(to,) if to else (),
    )


def claimable(session: Session, registry: Registry, case: CaseView, standing: Standing) -> list[str]:
    """The open steps of the case that they may claim: theirs, nobody's yet, and not voted on."""
    chain = compiled_chain(session.connection(), registry, case.version_id)
    if is_concerned(session, registry, chain, case, standing):
        return []
    return free_in(chain, case, standing, open_work(session.connection(), case.id))


def free_in(
    chain: CompiledChain, case: CaseView, standing: Standing, work: Mapping[str, TaskAtHand]
) -> list[str]:
    """The same of open tasks that have been read."""
    return [
        step
        for step, task in work.items()
        if chain.steps[step].votes is None
        and is_takeable(task, case, standing)
        and not kept_apart(chain, chain.steps[step], case.state, {standing.name})
    ]


def _locked(
    session: Session, registry: Registry, case_id: int, step: str, standing: Standing
) -> tuple[Connection, CaseView, TaskAtHand]:
    """The open task under the case's lock; not there for whom it is not, too late when it is done."""
    session.flush()
    connection = connection_of(session)
    case, task = locked(connection, case_id, step)
    if task is None:
        if not standing.offices:
            refuse_strangers(connection, case_id, standing)
        raise Conflict(
            Text("这个待办已经办过，或已不在。", "This task has been done, or is there no more."),
            remedy=Text("请刷新列表。", "Reload the list."),
            place=step or "case",
        )
    if not _is_theirs(task, case, standing) and not overseen(session, registry, case, standing):
        raise no_such_case(case_id)
    return connection, case, task


def _is_theirs(task: TaskAtHand, case: CaseView, standing: Standing) -> bool:
    if task.held_by is not None:
        return any(task.held_by == hat.name for hat, _ in hats_of(standing, case.matter))
    return may_do(standing, case.matter, task.assignment)


def _write(session: Session, task: TaskAtHand, account: str | None) -> None:
    session.execute(update(TASK).where(TASK.c.id == task.id).values(claimed_by=account))


def _record(
    session: Session,
    case: CaseView,
    step: str,
    what: str,
    account: str,
    *,
    by: str,
    now: datetime,
    address: str,
) -> None:
    record(
        session,
        actor=by,
        action=f"case.{what}",
        thing=f"case:{case.id}",
        detail={"step": step, "account": account},
        now=now,
        address=address,
    )

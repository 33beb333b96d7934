"""Work of accounts that are no more, or no more of the office: claims end, what they had is everybody's, votes go on."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, union, update
from sqlalchemy.orm import Session

from approvals.acts.bringing import brought_about
from approvals.acts.recording import Scene
from approvals.cases.statements import SIGNER
from approvals.cases.view import CASE, IS_OPEN, TASK, CaseView, TaskAtHand, locked, open_work
from approvals.chains.versions import compiled_chain
from approvals.engine import Act
from approvals.engine.voting import unsigned
from approvals.people.leaving import cases_left, left
from approvals.people.signers import accounts_at
from approvals.people.telling import Word, WordKind, send_word
from approvals.words import Happening
from kernel.access.tables import USER
from kernel.audit import record
from kernel.clock import local_day
from kernel.db import connection_of
from kernel.registry import Registry


def abandoned(session: Session, registry: Registry, *, today: date) -> dict[int, int]:
    """The open cases in which an account that is closed, gone or elsewhere has a task or is to sign, and revisions."""
    has = [
        select(TASK.c.case_id).where(IS_OPEN, column.is_not(None), ~exists().where(_works(column)))
        for column in (TASK.c.claimed_by, TASK.c.held_by)
    ]
    signs = select(SIGNER.c.case_id).where(~exists().where(_works(SIGNER.c.account)))
    cases = union(*has, signs).subquery()
    elsewhere = cases_left(session, registry, today=today)
    theirs = or_(CASE.c.id.in_(select(cases.c.case_id)), CASE.c.id.in_(sorted(elsewhere)))
    rows = select(CASE.c.id, CASE.c.revision).where(theirs)
    found = session.execute(rows.where(CASE.c.outcome.is_(None)).order_by(CASE.c.id))
    return {row.id: row.revision for row in found}


def vacate(session: Session, case_id: int, *, now: datetime, registry: Registry) -> int:
    """Nobody who is no more has a task of the case or is to sign in it; returns at how many steps somebody was."""
    session.flush()
    connection = connection_of(session)
    case, _ = locked(connection, case_id, "")
    scene = Scene(session, connection, registry, now, compiled_chain(connection, registry, case.version_id))
    if case.state.outcome is not None:
        return 0
    work, count = open_work(connection, case_id), 0
    for step, task in work.items():
        if task.claimed_by is not None and _gone(scene, case, [task.claimed_by], task):
            _release(scene, case, step, task)
            count += 1
    if case.state.suspended:
        return count
    for step in [one.step for one in case.state.open]:
        opening = case.state.opening(step)
        names = (opening.holder, opening.lender, *unsigned(opening)) if opening is not None else ()
        gone = _gone(scene, case, names, work.get(step))
        if gone:
            act = Act(verb=Happening.VANISHED, at=now, step=step, people=tuple(sorted(gone)))
            case = brought_about(scene, case, act)
            count += 1
            now_is = case.state.opening(step)
            if now_is is not None and step in work:
                names = unsigned(now_is) if now_is.signers else (now_is.holder,)
                _tell(scene, case, step, work[step], names)
    return count


def closed(session: Session, names: Collection[str]) -> frozenset[str]:
    """Those of the accounts that are closed or are not there."""
    asked = {name for name in names if name}
    if not asked:
        return frozenset()
    there = select(USER.c.username).where(USER.c.username.in_(sorted(asked)), USER.c.active.is_(True))
    return frozenset(asked - set(session.scalars(there)))


def _gone(scene: Scene, case: CaseView, names: Collection[str], task: TaskAtHand | None) -> frozenset[str]:
    """Those of the accounts that are closed, or no more of the office of the task."""
    found = closed(scene.session, names)
    if task is None:
        return found
    today = local_day(scene.now)
    return found | left(
        scene.session, scene.registry, names, task.assignment, matter=case.matter, today=today
    )


def _works(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return (USER.c.username == column) & USER.c.active.is_(True)


def _release(scene: Scene, case: CaseView, step: str, task: TaskAtHand) -> None:
    scene.session.execute(update(TASK).where(TASK.c.id == task.id).values(claimed_by=None))
    detail = {"step": step, "account": task.claimed_by}
    record(
        scene.session,
        actor="",
        action="case.release",
        thing=f"case:{case.id}",
        detail=detail,
        now=scene.now,
    )
    _tell(scene, case, step, task, ())


def _tell(scene: Scene, case: CaseView, step: str, task: TaskAtHand, names: Collection[str]) -> None:
    """Who is to go on with it hears of it: these, or else everybody who may."""
    wanted = tuple(name for name in names if name) or tuple(
        one.username for one in accounts_at(scene.session, scene.registry, task.assignment)
    )
    word = Word(kind=WordKind.VACANT, accounts=wanted, by="", at=scene.now, case=case.id, step=step)
    send_word(scene.session, word)

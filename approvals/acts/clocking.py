"""What happens to a case although nobody acts: clocks run out, waits are over, the calendar moves its days."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from approvals.acts.bringing import brought_about, scene_of
from approvals.acts.recording import Scene, calendar_asked, known_of
from approvals.cases.queries import case_views
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.engine import TIME_IS_UP, Act, happening, held, in_vain, reckoning
from approvals.words import Happening
from kernel.clock import local_day
from kernel.db import connection_of
from kernel.errors import TongbanError
from kernel.registry import Registry
from kernel.workdays import Calendar


def run_clocks(
    session: Session, case_id: int, *, now: datetime, registry: Registry, calendar: Calendar | None = None
) -> int:
    """Everything that time and the facts want of the case by now has happened; returns how much it was."""
    scene, case = scene_of(session, case_id, now=now, registry=registry)
    asked = calendar_asked(session, calendar)
    count = 0
    while (due := _next(scene, case, asked)) is not None:
        case = _happened(scene, case, due, asked)
        count += 1
    return count


def reckon(
    session: Session, case_id: int, *, now: datetime, registry: Registry, calendar: Calendar | None = None
) -> bool:
    """The days of the case are those of the calendar as it is now; whether any has moved."""
    scene, case = scene_of(session, case_id, now=now, registry=registry)
    asked = calendar_asked(session, calendar)
    if case.state.outcome is not None or not reckoning(scene.chain, case.state, asked()):
        return False
    _happened(scene, case, Act(verb=Happening.RECKONED, at=now), asked)
    return True


def moved_by(session: Session, cases: Iterable[int], *, registry: Registry, calendar: Calendar) -> list[int]:
    """Which of the cases the calendar would move; nothing is locked or written."""
    connection = connection_of(session)
    found = case_views(session, list(cases))
    return [
        case.id
        for case in found.values()
        if case.state.outcome is None
        and reckoning(compiled_chain(connection, registry, case.version_id), case.state, calendar)
    ]


def _next(scene: Scene, case: CaseView, asked: Callable[[], Calendar]) -> Act | None:
    if case.state.outcome is not None or case.state.suspended:
        return None
    due = happening(case.state, local_day(scene.now))
    if due is not None:
        if reckoning(scene.chain, case.state, asked()):
            # word of a changed calendar takes its time: no time is up by a calendar that is no more in force
            return Act(verb=Happening.RECKONED, at=scene.now)
        return Act(verb=due[0], at=scene.now, step=due[1])
    holding = held(scene.chain, case.state, known_of(scene.chain, case, scene.now))
    return Act(verb=Happening.HELD, at=scene.now, step=holding[0]) if holding else None


def _happened(scene: Scene, case: CaseView, act: Act, asked: Callable[[], Calendar]) -> CaseView:
    """The case after it; a time that has run out and can bring nothing about is logged with the reason, and is over."""
    if act.verb not in TIME_IS_UP:
        return brought_about(scene, case, act, asked)
    try:
        with scene.session.begin_nested():
            # the savepoint is set when the session is asked for its connection
            scene.session.connection()
            return brought_about(scene, case, act, asked)
    except TongbanError as refused:
        return brought_about(scene, case, in_vain(act, refused), asked)

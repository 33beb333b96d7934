"""What happens to a case although nobody acts: clocks run out, waits are over, the calendar moves its days."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from approvals.acts.bringing import brought_about, scene_of
from approvals.acts.recording import Scene, calendar_asked, known_of
from approvals.cases.queries import case_views
from approvals.cases.statements import DECISION
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.engine import TIME_IS_UP, Act, happening, held, in_vain, reckoning
from approvals.words import Happening
from kernel.clock import local_day
from kernel.db import connection_of
from kernel.errors import TongbanError
from kernel.registry import Registry
from kernel.workdays import Calendar

TOLD = (
    select(DECISION.c.seq)
    .where(
        DECISION.c.case_id == bindparam("case"),
        DECISION.c.step == bindparam("of"),
        DECISION.c.seq > bindparam("since"),
        DECISION.c.verb == Happening.HELD.value,
    )
    .limit(1)
)


def run_clocks(
    session: Session, case_id: int, *, now: datetime, registry: Registry, calendar: Calendar | None = None
) -> int:
    """Everything that time and the facts want of the case by now has happened; returns how much it was."""
    scene, case = scene_of(session, case_id, now=now, registry=registry)
    asked = calendar_asked(session, calendar)
    count = 0
    stuck: set[str] = set()
    while (due := _next(scene, case, asked, stuck)) is not None:
        seq = case.state.seq
        case = _happened(scene, case, due, asked)
        count += case.state.seq > seq
        if due.verb is Happening.HELD and case.state.opening(due.step) is not None:
            stuck.add(due.step)
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


def _next(scene: Scene, case: CaseView, asked: Callable[[], Calendar], stuck: Collection[str]) -> Act | None:
    """What time or the facts want next; a wait that was tried in vain is left for another day."""
    if case.state.outcome is not None or case.state.suspended:
        return None
    due = happening(case.state, local_day(scene.now))
    if due is not None:
        if reckoning(scene.chain, case.state, asked()):
            # word of a changed calendar takes its time: no time is up by a calendar that is no more in force
            return Act(verb=Happening.RECKONED, at=scene.now)
        return Act(verb=due[0], at=scene.now, step=due[1])
    holding = held(scene.chain, case.state, known_of(scene.chain, case, scene.now))
    step = next((one for one in holding if one not in stuck), None)
    return Act(verb=Happening.HELD, at=scene.now, step=step) if step is not None else None


def _happened(scene: Scene, case: CaseView, act: Act, asked: Callable[[], Calendar]) -> CaseView:
    """The case after it; what can bring nothing about is logged with the reason, once: a time is then over, a wait goes on."""
    if act.verb not in TIME_IS_UP and act.verb is not Happening.HELD:
        return brought_about(scene, case, act, asked)
    try:
        with scene.session.begin_nested():
            # the savepoint is set when the session is asked for its connection
            scene.session.connection()
            return brought_about(scene, case, act, asked)
    except TongbanError as refused:
        if act.verb is Happening.HELD and _was_told(scene, case, act.step):
            return case
        return brought_about(scene, case, in_vain(act, refused), asked)


def _was_told(scene: Scene, case: CaseView, step: str) -> bool:
    """Whether the log says already that nothing came of the wait since it was opened: its rule, if it had led on, had ended it."""
    opening = case.state.opening(step)
    since = opening.seq if opening is not None else case.state.seq
    return scene.connection.execute(TOLD, {"case": case.id, "of": step, "since": since}).first() is not None

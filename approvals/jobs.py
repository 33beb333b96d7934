"""The clocks of open cases and the work of accounts that left: handed out case by case, once a day each."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.acts.vacating import abandoned
from approvals.cases.view import CASE
from kernel import outbox
from kernel.clock import local_day
from kernel.jobs import Every, Slot
from kernel.seams import calendar_listener, job
from kernel.surroundings import surroundings_of
from kernel.text import Text

CLOCK = "approvals.clock"
VACATE = "approvals.vacate"
RECKON_SOME = "approvals.reckon_some"
RECKON = "approvals.reckon"
AT_ONCE = 200
"""Cases that are looked at in one transaction when the calendar has changed."""


@job("approvals.clocks", title=Text("办件时限", "clocks of cases"), schedule=Every(15), catch_up=1)
def clocks(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Whatever time has passed since the last run: the day decides, and the case remembers what it was told."""
    now = surroundings_of(session).clock.now()
    today = local_day(now)
    due = select(CASE.c.id, CASE.c.revision).where(CASE.c.alarm_on <= today).order_by(CASE.c.id)
    deferred = 0
    for case_id, revision in session.execute(due).all():
        key = f"{CLOCK}:{case_id}:{revision}:{today}"
        deferred += outbox.defer(session, CLOCK, {"case": case_id}, now=now, key=key)
    return {"cases": deferred}


@job(
    "approvals.vacancies",
    title=Text("停用或调离账户的待办", "tasks of accounts that left"),
    schedule=Every(15),
    catch_up=1,
)
def vacancies(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """What accounts that left had for themselves or were to sign is going to be given up, case by case."""
    around = surroundings_of(session)
    now, deferred = around.clock.now(), 0
    gone = abandoned(session, around.registry, today=local_day(now))
    for case_id, revision in gone.items():
        key = f"{VACATE}:{case_id}:{revision}:{local_day(now)}"
        deferred += outbox.defer(session, VACATE, {"case": case_id}, now=now, key=key)
    return {"cases": deferred}


@calendar_listener("approvals")
def calendar_changed(session: Session) -> None:
    """Every open case whose days are counted is going to be looked at, some at a time."""
    now = surroundings_of(session).clock.now()
    counted = select(CASE.c.id).where(CASE.c.outcome.is_(None)).order_by(CASE.c.id)
    cases = list(session.scalars(counted))
    for start in range(0, len(cases), AT_ONCE):
        outbox.defer(session, RECKON_SOME, {"cases": cases[start : start + AT_ONCE]}, now=now)

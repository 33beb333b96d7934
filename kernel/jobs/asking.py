"""A job asked for by hand: queued as deferred work and run once by whoever drains it, never in a request."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.failures import told
from kernel.jobs import ledger
from kernel.jobs.schedules import Slot
from kernel.models import OutboxItem
from kernel.models.work import WorkState
from kernel.outbox.items import defer
from kernel.registry import Registry
from kernel.seams import JOB, topic
from kernel.surroundings import surroundings_of
from kernel.text import Text

RUN_JOB = "run_job"


def ask(session: Session, registry: Registry, job: str, *, now: datetime) -> bool:
    """The job runs soon, beside its schedule; False when it is queued already."""
    registry.entry(JOB, job)
    if job in asked(session):
        return False
    slot = f"now {now.isoformat(timespec='seconds')}"
    return defer(session, RUN_JOB, {"job": job, "slot": slot}, now=now, key=f"{RUN_JOB}:{job}:{slot}")


def asked(session: Session) -> frozenset[str]:
    """The jobs that are queued, or run now, because somebody asked."""
    open_states = (WorkState.WAITING, WorkState.CLAIMED)
    items = select(OutboxItem.payload).where(OutboxItem.topic == RUN_JOB, OutboxItem.state.in_(open_states))
    return frozenset(payload["job"] for payload in session.scalars(items))


@topic(RUN_JOB, title=Text("立即运行作业", "Run a job now"), attempts=1)
def run_asked(session: Session, payload: Mapping[str, Any]) -> None:
    """Runs the job once; its report or its error is in the ledger, beside those of its schedule."""
    here = surroundings_of(session)
    entry = here.registry.entry(JOB, payload["job"])
    slot = Slot(payload["slot"], here.clock.now())
    run_id = ledger.begun(session, entry, slot, due_at=None, now=here.clock.now())
    if run_id is None:
        return
    report: dict[str, Any] = {}
    error = None
    try:
        # a savepoint: the run's row and the item stay good when the work fails
        with session.begin_nested():
            report = dict(entry.thing(session, slot) or {})
    except Exception as failure:
        if not session.is_active:
            raise
        error = told(failure)
    ledger.finished(session, run_id, now=here.clock.now(), report=report, error=error)

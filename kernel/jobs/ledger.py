"""The ledger of jobs: which slots were run, which failed, which are still to come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, aliased

from kernel.jobs.schedules import Slot, missed, next_slot
from kernel.models import JobRun
from kernel.once import inserted_once
from kernel.outbox.backoff import delay
from kernel.registry import Entry

FIRST_SEEN = "first seen"
"""The slot that marks when the job came; it is due from then on, not for the time before."""

MATCH_NOTHING = {"synchronize_session": False}


def next_run(entry: Entry, now: datetime) -> datetime:
    """When the job is due next."""
    return next_slot(entry.options["schedule"], now).at


def last_runs(session: Session, job: str, *, limit: int = 20) -> Sequence[JobRun]:
    """The job's runs, the latest first."""
    return session.scalars(
        select(JobRun)
        .where(JobRun.job == job, JobRun.slot != FIRST_SEEN)
        .order_by(JobRun.started_at.desc(), JobRun.id.desc())
        .limit(limit)
    ).all()


def forget_runs(session: Session, *, before: datetime) -> int:
    """Runs before that moment are gone, except the one from which each job counts on; returns how many."""
    later = aliased(JobRun)
    followed = select(later.id).where(later.job == JobRun.job, later.due_at > JobRun.due_at).exists()
    gone = session.execute(
        delete(JobRun)
        .where(JobRun.started_at < before, JobRun.due_at.is_(None) | followed)
        .returning(JobRun.id),
        execution_options=MATCH_NOTHING,
    )
    return len(gone.all())


def due_slots(session: Session, entry: Entry, now: datetime) -> list[Slot] | None:
    """The slots to run now: failed ones that have rested, then missed ones; None when the job is new."""
    last = session.scalar(select(func.max(JobRun.due_at)).where(JobRun.job == entry.name))
    if last is None:
        return None
    slots = missed(entry.options["schedule"], last, now, keep=entry.options["catch_up"])
    return [*_failed(session, entry, now), *slots]


def first_seen(session: Session, entry: Entry, now: datetime) -> None:
    """The job counts from now on."""
    moment = {"due_at": now, "started_at": now, "finished_at": now, "report": {}}
    inserted_once(
        session, JobRun, unique=("job", "slot"), values={"job": entry.name, "slot": FIRST_SEEN, **moment}
    )


def begun(
    session: Session, entry: Entry, slot: Slot, *, due_at: datetime | None, now: datetime
) -> int | None:
    """The id of the run, this transaction's own; None when the slot was done or is given up."""
    values = _values(entry, slot, due_at, now)
    new = inserted_once(session, JobRun, unique=("job", "slot"), values=values)
    if new is not None:
        return new
    again = (
        update(JobRun)
        .where(
            JobRun.job == entry.name,
            JobRun.slot == slot.id,
            JobRun.error.is_not(None),
            JobRun.attempts < entry.options["attempts"],
        )
        .values(error=None, started_at=now, attempts=JobRun.attempts + 1)
        .returning(JobRun.id)
    )
    return session.scalar(again, execution_options=MATCH_NOTHING)


def finished(
    session: Session, run_id: int, *, now: datetime, report: Mapping[str, Any], error: str | None = None
) -> None:
    """The run has ended, with what it reports or how it failed."""
    values = {"report": dict(report), "finished_at": now, "error": error}
    session.execute(update(JobRun).where(JobRun.id == run_id).values(values), execution_options=MATCH_NOTHING)


def failed(
    session: Session, entry: Entry, slot: Slot, *, due_at: datetime | None, now: datetime, error: str
) -> None:
    """The failure is on record, unless another scheduler has done the slot meanwhile."""
    values = _values(entry, slot, due_at, now)
    outcome = {"finished_at": now, "error": error}
    if inserted_once(session, JobRun, unique=("job", "slot"), values=values | outcome) is None:
        session.execute(
            update(JobRun)
            .where(JobRun.job == entry.name, JobRun.slot == slot.id, JobRun.error.is_not(None))
            .values(attempts=JobRun.attempts + 1, started_at=now, **outcome),
            execution_options=MATCH_NOTHING,
        )


def _values(entry: Entry, slot: Slot, due_at: datetime | None, now: datetime) -> dict[str, Any]:
    return {"job": entry.name, "slot": slot.id, "due_at": due_at, "started_at": now, "report": {}}


def _failed(session: Session, entry: Entry, now: datetime) -> list[Slot]:
    runs = session.scalars(
        select(JobRun)
        .where(
            JobRun.job == entry.name,
            JobRun.error.is_not(None),
            JobRun.attempts < entry.options["attempts"],
            JobRun.due_at.is_not(None),
        )
        .order_by(JobRun.due_at)
    )
    return [
        Slot(run.slot, run.due_at)
        for run in runs
        if run.due_at is not None and run.started_at + delay(run.attempts) <= now
    ]

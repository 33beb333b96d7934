"""What the work page shows: the jobs with their last runs, the deferred work, the scheduler's pulse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.builtin_health import MISSED_PULSES
from kernel.builtin_jobs import HEARTBEAT, PULSE
from kernel.failures import error_text
from kernel.jobs import FIRST_SEEN, Daily, Every, Hourly, Schedule, asked, next_run
from kernel.models import JobRun, OutboxItem
from kernel.models.work import WorkState
from kernel.registry import Entry, Registry
from kernel.seams import JOB, TOPIC
from kernel.text import Text

LISTED = 50
MINUTE = 60


class Outcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    RETRY = "retry"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job; by hand when it is due at no moment."""

    row: JobRun
    outcome: Outcome

    @property
    def by_hand(self) -> bool:
        """Whether somebody asked for it."""
        return self.row.due_at is None

    @property
    def report(self) -> list[tuple[str, str]]:
        """What the job says it did."""
        return [(str(key), str(value)) for key, value in self.row.report.items() if value is not None]

    @property
    def error(self) -> Text | None:
        """The error in the reader's language, where it was told in both."""
        return error_text(self.row.error)

    @property
    def took(self) -> Text:
        """How long it ran."""
        if self.row.finished_at is None:
            return Text("—", "—")
        seconds = int((self.row.finished_at - self.row.started_at).total_seconds())
        if seconds < 1:
            return Text("不到 1 秒", "under 1 s")
        if seconds < MINUTE:
            return Text(f"{seconds} 秒", f"{seconds} s")
        return Text(
            f"{seconds // MINUTE} 分 {seconds % MINUTE} 秒", f"{seconds // MINUTE} min {seconds % MINUTE} s"
        )


@dataclass(frozen=True, slots=True)
class Job:
    """A job of this installation."""

    entry: Entry
    schedule: Text
    next_at: datetime
    last: Run | None
    queued: bool

    @property
    def title(self) -> Text:
        """What it is called."""
        title: Text = self.entry.options["title"]
        return title


@dataclass(frozen=True, slots=True)
class Item:
    """Deferred work that is not done."""

    row: OutboxItem
    title: Text

    @property
    def error(self) -> Text | None:
        """Why the last attempt failed."""
        return error_text(self.row.error)


@dataclass(frozen=True, slots=True)
class Pulse:
    """When a scheduler was last heard, and whether that is lately."""

    last: datetime | None
    alive: bool


@dataclass(frozen=True, slots=True)
class Deferred:
    """The deferred work: how much of each state, and the items that are listed."""

    counts: Mapping[str, int]
    waiting: list[Item]
    dead: list[Item]

    @property
    def due(self) -> int:
        """How much is still to be done."""
        return self.counts.get(WorkState.WAITING, 0) + self.counts.get(WorkState.CLAIMED, 0)

    @property
    def given_up(self) -> int:
        """How much was given up."""
        return self.counts.get(WorkState.DEAD, 0)


def jobs(session: Session, registry: Registry, now: datetime) -> list[Job]:
    """Every job, with its latest run."""
    latest = select(func.max(JobRun.id)).where(JobRun.slot != FIRST_SEEN).group_by(JobRun.job)
    last = {run.job: run for run in session.scalars(select(JobRun).where(JobRun.id.in_(latest)))}
    queued = asked(session)
    return [job_of(entry, last.get(entry.name), now, queued=queued) for entry in registry.entries(JOB)]


def job_of(entry: Entry, last: JobRun | None, now: datetime, *, queued: frozenset[str]) -> Job:
    """The job with this run as its latest."""
    return Job(
        entry=entry,
        schedule=schedule_text(entry.options["schedule"]),
        next_at=next_run(entry, now),
        last=None if last is None else run_of(entry, last),
        queued=entry.name in queued,
    )


def run_of(entry: Entry, row: JobRun) -> Run:
    """The run, and whether a failed one is tried again by itself."""
    if row.error is None:
        return Run(row, Outcome.DONE)
    again = row.due_at is not None and row.attempts < entry.options["attempts"]
    return Run(row, Outcome.RETRY if again else Outcome.FAILED)


def deferred(session: Session, registry: Registry) -> Deferred:
    """What is queued and what was given up."""
    counted = select(OutboxItem.state, func.count(OutboxItem.id)).group_by(OutboxItem.state)
    counts = {row[0]: row[1] for row in session.execute(counted)}
    waiting = (
        select(OutboxItem)
        .where(OutboxItem.state.in_((WorkState.WAITING, WorkState.CLAIMED)))
        .order_by(OutboxItem.due_at, OutboxItem.id)
    )
    dead = select(OutboxItem).where(OutboxItem.state == WorkState.DEAD).order_by(OutboxItem.id.desc())
    return Deferred(
        counts,
        [_item(row, registry) for row in session.scalars(waiting.limit(LISTED))],
        [_item(row, registry) for row in session.scalars(dead.limit(LISTED))],
    )


def pulse(session: Session, now: datetime) -> Pulse:
    """The scheduler's last sign of life."""
    last = session.scalar(
        select(func.max(JobRun.finished_at)).where(JobRun.job == HEARTBEAT, JobRun.slot != FIRST_SEEN)
    )
    return Pulse(last, last is not None and now - last <= MISSED_PULSES * PULSE)


def schedule_text(schedule: Schedule) -> Text:
    """When the job is due, in words."""
    match schedule:
        case Every(minutes=1):
            return Text("每分钟", "every minute")
        case Every(minutes=minutes):
            return Text(f"每 {minutes} 分钟", f"every {minutes} minutes")
        case Hourly(minute=minute):
            return Text(f"每小时第 {minute} 分", f"hourly at minute {minute}")
        case Daily(at=at):
            return Text(f"每天 {at}", f"daily at {at}")
    return Text(type(schedule).__name__, type(schedule).__name__)


def _item(row: OutboxItem, registry: Registry) -> Item:
    name = row.topic
    title = registry.entry(TOPIC, name).options.get("title") if registry.has(TOPIC, name) else None
    return Item(row, title or Text(name, name))

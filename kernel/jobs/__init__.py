"""Scheduled work: declared with a schedule, done once for each slot."""

from kernel.jobs.asking import ask, asked
from kernel.jobs.leadership import Leadership, leadership
from kernel.jobs.ledger import FIRST_SEEN, forget_runs, last_runs, next_run
from kernel.jobs.running import Ran, run_due, run_now
from kernel.jobs.schedules import Daily, Every, Hourly, Schedule, Slot

__all__ = [
    "FIRST_SEEN",
    "Daily",
    "Every",
    "Hourly",
    "Leadership",
    "Ran",
    "Schedule",
    "Slot",
    "ask",
    "asked",
    "forget_runs",
    "last_runs",
    "leadership",
    "next_run",
    "run_due",
    "run_now",
]

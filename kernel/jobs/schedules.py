"""When a job is due: slots in Asia/Shanghai, computed and never stored; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from kernel.clock import LOCAL, local_day
from kernel.errors import Invalid
from kernel.text import Text

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTES_OF_AN_HOUR = 60
MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR
TIME_OF_DAY = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Slot:
    """One turn of a job: its name in the ledger and the moment from which it is due."""

    id: str
    at: datetime

    @property
    def day(self) -> date:
        """The day of the slot in Asia/Shanghai."""
        return local_day(self.at)


class Schedule(Protocol):
    """The turns of a job."""

    def slots(self, after: datetime, until: datetime) -> Iterator[Slot]:
        """The slots later than `after` and not later than `until`, the earliest first."""
        ...

    def back(self, until: datetime, count: int) -> datetime:
        """A moment after which at most `count` slots lie up to `until`."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes, counted from midnight; the number divides the day."""

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1 or MINUTES_OF_A_DAY % self.minutes:
            raise _unusable(
                "Every", self.minutes, Text("一天的整分分钟数，如 15", "minutes that divide a day, as 15")
            )

    def slots(self, after: datetime, until: datetime) -> Iterator[Slot]:
        """Slots named by their minute, as `2026-03-10T10:05`."""
        for at in _moments(after, until, timedelta(minutes=self.minutes), timedelta()):
            yield Slot(at.strftime("%Y-%m-%dT%H:%M"), at)

    def back(self, until: datetime, count: int) -> datetime:
        """So many periods before."""
        return until - count * timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Hourly:
    """Once an hour, at this minute."""

    minute: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.minute < MINUTES_OF_AN_HOUR:
            raise _unusable("Hourly", self.minute, Text("0 至 59 的分钟", "a minute from 0 to 59"))

    def slots(self, after: datetime, until: datetime) -> Iterator[Slot]:
        """Slots named by their hour, as `2026-03-10T10`."""
        for at in _moments(after, until, HOUR, timedelta(minutes=self.minute)):
            yield Slot(at.strftime("%Y-%m-%dT%H"), at)

    def back(self, until: datetime, count: int) -> datetime:
        """So many hours before."""
        return until - count * HOUR


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, at this time of day in Asia/Shanghai."""

    at: str

    def __post_init__(self) -> None:
        if not TIME_OF_DAY.fullmatch(self.at):
            raise _unusable("Daily", self.at, Text("02:00 这样的时刻", "a time of day such as 02:00"))

    def slots(self, after: datetime, until: datetime) -> Iterator[Slot]:
        """Slots named by their day, as `2026-03-10`: a new time of day does not repeat a day."""
        hours, minutes = self.at.split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        for at in _moments(after, until, DAY, offset):
            yield Slot(at.date().isoformat(), at)

    def back(self, until: datetime, count: int) -> datetime:
        """So many days before."""
        return until - count * DAY


def next_slot(schedule: Schedule, now: datetime) -> Slot:
    """The first slot after now."""
    return next(iter(schedule.slots(now, now + 2 * DAY)))


def missed(schedule: Schedule, after: datetime, now: datetime, *, keep: int | None) -> list[Slot]:
    """The slots since `after`; of many only the last `keep`."""
    if keep is not None:
        after = max(after, schedule.back(now, keep))
    return list(schedule.slots(after, now))


def _moments(after: datetime, until: datetime, period: timedelta, offset: timedelta) -> Iterator[datetime]:
    # China has kept one offset from UTC since 1991, so that a day has 24 hours and periods are even
    midnight = datetime.combine(after.astimezone(LOCAL).date(), time(), LOCAL)
    turns = (after - midnight - offset) // period + 1
    at = midnight + offset + turns * period
    while at <= until:
        yield at
        at += period


def _unusable(schedule: str, written: object, instead: Text) -> Invalid:
    return Invalid(
        Text(f"作业时间不能写成“{written}”。", f"“{written}” is no time for a job."),
        remedy=Text(f"请写{instead.zh}。", f"Write {instead.en}."),
        place=schedule,
    )

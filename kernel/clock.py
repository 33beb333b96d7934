"""The only source of the present: injected everywhere, stored in UTC, told in Asia/Shanghai."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """What may be asked for the time."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return local_day(self.now())


@dataclass
class FixedClock:
    """A clock that stands until it is moved; for tests, rehearsals and what is told of earlier days."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return local_day(self.moment)

    def advance(self, **span: float) -> None:
        """Moves the clock by `timedelta(**span)`."""
        self.moment += timedelta(**span)


def local_day(moment: datetime) -> date:
    """The calendar day of a moment in Asia/Shanghai."""
    return moment.astimezone(LOCAL).date()


def local_minute(moment: datetime) -> str:
    """A moment as the office reads it: `2026-03-10 14:32` in Asia/Shanghai."""
    # twice as fast as `strftime`, and a page tells dozens
    return moment.astimezone(LOCAL).isoformat(" ", "minutes")[:16]

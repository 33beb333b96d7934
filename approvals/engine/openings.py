"""A step that waits, and the clock that runs at it, as values that JSON can keep; pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct


class Resumption(Struct, frozen=True):
    """A clock that stood and runs again: from which day, with how many days left, and promised days left."""

    since: date
    days: int
    promised: int | None = None

    def to_json(self) -> list[Any]:
        """The run as JSON."""
        return [self.since.isoformat(), self.days, self.promised]

    @staticmethod
    def from_json(written: list[Any]) -> "Resumption":
        """The run that was written."""
        since, days, promised = written
        return Resumption(date.fromisoformat(since), days, promised)


class Due(Struct, frozen=True):
    """A clock that runs: its last day, the promised one, when to remind, and what was logged of it."""

    on: date
    promised: date | None = None
    remind: date | None = None
    reminded: bool = False
    overdue: bool = False
    silence: bool = False
    """Whether a policy says what it counts as when it runs out."""
    run: Resumption | None = None
    """Since when it runs and for how long, if it has stood in between."""

    def to_json(self) -> list[Any]:
        """The clock as JSON."""
        days = [day and day.isoformat() for day in (self.on, self.promised, self.remind)]
        written: list[Any] = [*days, self.reminded, self.overdue]
        if self.silence or self.run:
            written += [self.silence, self.run and self.run.to_json()]
        return written

    @staticmethod
    def from_json(written: list[Any]) -> "Due":
        """The clock that was written."""
        on, promised, remind, reminded, overdue = written[:5]
        silence, run = written[5:] or (False, None)
        return Due(
            *(date.fromisoformat(on), day_of(promised), day_of(remind), reminded, overdue, silence),
            run=run and Resumption.from_json(run),
        )


class Left(NamedTuple):
    """What is left of a clock that stands: days, and promised days."""

    days: int
    promised: int | None = None


RUN_OUT = Left(-1)
"""What is left of a clock that has run out before it stands."""


class Opening(Struct, frozen=True):
    """A step that waits for somebody; `seq` is the entry that opened it."""

    step: str
    seq: int
    since: date
    due: Due | None = None
    holder: str = ""
    """The account that has it alone, after a transfer or while it is delegated."""
    lender: str = ""
    """Who delegated it; it goes back there with the opinion of the holder."""
    signers: tuple[str, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()
    """Who has signed, with what vote."""
    until: date | None = None
    """The last day of a wait or of a public notice."""
    run: Resumption | None = None
    """Since when the wait goes on and for how long, if it has rested in between."""
    watched: bool = False
    """Whether it waits for a rule to hold, which has to be asked again day by day."""
    urged: tuple[tuple[str, date], ...] = ()
    """Who has urged it, and when last."""

    def is_urged(self, account: str, day: date) -> bool:
        """Whether the account has urged it on that day already."""
        return (account, day) in self.urged

    def to_json(self) -> list[Any]:
        """The opening as JSON."""
        written: list[Any] = [self.step, self.seq, self.since.isoformat(), self.due and self.due.to_json()]
        if not (
            self.holder or self.signers or self.signed or self.until or self.run or self.watched or self.urged
        ):
            # most openings, on the way of every act
            return written
        more = {
            "holder": self.holder,
            "lender": self.lender,
            "signers": list(self.signers),
            "signed": [list(one) for one in self.signed],
            "until": self.until and self.until.isoformat(),
            "run": self.run and self.run.to_json(),
            "watched": self.watched,
            "urged": [[name, day.isoformat()] for name, day in self.urged],
        }
        written.append({name: value for name, value in more.items() if value})
        return written

    @staticmethod
    def from_json(written: list[Any]) -> "Opening":
        """The opening that was written."""
        step, seq, since, due = written[:4]
        opening = (step, seq, date.fromisoformat(since), due and Due.from_json(due))
        if len(written) == len(opening):
            return Opening(*opening)
        more: Mapping[str, Any] = written[4]
        return Opening(
            *opening,
            holder=more.get("holder", ""),
            lender=more.get("lender", ""),
            signers=tuple(more.get("signers", ())),
            signed=tuple((name, vote) for name, vote in more.get("signed", ())),
            until=day_of(more.get("until")),
            run=(run := more.get("run")) and Resumption.from_json(run),
            watched=more.get("watched", False),
            urged=tuple((name, date.fromisoformat(day)) for name, day in more.get("urged", ())),
        )


def day_of(written: str | None) -> date | None:
    """The day that was written, if any."""
    return date.fromisoformat(written) if written else None

"""A step that waits, and the clock that runs at it, as values that JSON can keep; pure."""

from datetime import date
from typing import NamedTuple

from msgspec import Struct


class Resumption(Struct, frozen=True, omit_defaults=True):
    """A clock that stood and runs again: from which day, with how many days left, and promised days left."""

    since: date
    days: int
    promised: int | None = None


class Due(Struct, frozen=True, omit_defaults=True):
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


class Left(NamedTuple):
    """What is left of a clock that stands: days, and promised days."""

    days: int
    promised: int | None = None


RUN_OUT = Left(-1)
"""What is left of a clock that has run out before it stands."""


class Opening(Struct, frozen=True, omit_defaults=True):
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

"""Where a case stands, as a value that JSON can keep; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from approvals.engine.acts import Defect
from approvals.words import Outcome


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that runs: its last day, the promised one, when to remind, and what was logged of it."""

    on: date
    promised: date | None = None
    remind: date | None = None
    reminded: bool = False
    overdue: bool = False

    def to_json(self) -> list[Any]:
        """The clock as JSON."""
        days = [day and day.isoformat() for day in (self.on, self.promised, self.remind)]
        return [*days, self.reminded, self.overdue]

    @staticmethod
    def from_json(written: list[Any]) -> "Due":
        """The clock that was written."""
        on, promised, remind, reminded, overdue = written
        return Due(date.fromisoformat(on), _day(promised), _day(remind), reminded, overdue)


@dataclass(frozen=True, slots=True)
class Opening:
    """A step that waits for somebody; `seq` is the entry that opened it."""

    step: str
    seq: int
    since: date
    due: Due | None = None

    def to_json(self) -> list[Any]:
        """The opening as JSON."""
        return [self.step, self.seq, self.since.isoformat(), self.due and self.due.to_json()]

    @staticmethod
    def from_json(written: list[Any]) -> "Opening":
        """The opening that was written."""
        step, seq, since, due = written
        return Opening(step, seq, date.fromisoformat(since), due and Due.from_json(due))


@dataclass(frozen=True, slots=True)
class Correction:
    """The case went back to a party: to which step, from which, and everything that is to be mended."""

    step: str
    by: str
    defects: tuple[Defect, ...]

    def to_json(self) -> list[Any]:
        """The correction as JSON."""
        return [self.step, self.by, [defect.to_json() for defect in self.defects]]

    @staticmethod
    def from_json(written: list[Any]) -> "Correction":
        """The correction that was written."""
        step, by, defects = written
        return Correction(step, by, tuple(Defect(*defect) for defect in defects))


@dataclass(frozen=True, slots=True)
class State:
    """After `seq` entries: what is open, who passed what, which clocks run or stand, how it ended."""

    seq: int = 0
    initiator: str = ""
    open: tuple[Opening, ...] = ()
    passed: Mapping[str, str] = field(default_factory=dict)
    """Each step that was passed, and who did it; empty for the platform itself."""
    lanes: frozenset[str] = frozenset()
    """The finished lanes of parallel groups that are not yet passed."""
    filed: date | None = None
    due: Due | None = None
    """The clock of the whole case, while it runs."""
    left: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    """Days left, and promised days left, of clocks that stand; the case's own under the empty name."""
    correction: Correction | None = None
    outcome: Outcome | None = None

    def opening(self, step: str) -> Opening | None:
        """The step, if it is open."""
        return next((one for one in self.open if one.step == step), None)

    def to_json(self) -> dict[str, Any]:
        """The state as JSON."""
        return {
            "seq": self.seq,
            "initiator": self.initiator,
            "open": [one.to_json() for one in self.open],
            "passed": dict(self.passed),
            "lanes": sorted(self.lanes),
            "filed": self.filed and self.filed.isoformat(),
            "due": self.due and self.due.to_json(),
            "left": {name: list(days) for name, days in self.left.items()},
            "correction": self.correction and self.correction.to_json(),
            "outcome": self.outcome,
        }

    @staticmethod
    def from_json(written: Mapping[str, Any]) -> "State":
        """The state that was written."""
        due, correction, outcome = written["due"], written["correction"], written["outcome"]
        return State(
            seq=written["seq"],
            initiator=written["initiator"],
            open=tuple(Opening.from_json(one) for one in written["open"]),
            passed=written["passed"],
            lanes=frozenset(written["lanes"]),
            filed=_day(written["filed"]),
            due=due and Due.from_json(due),
            left={name: (days, promised) for name, (days, promised) in written["left"].items()},
            correction=correction and Correction.from_json(correction),
            outcome=outcome and Outcome(outcome),
        )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

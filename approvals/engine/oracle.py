"""What a move asks of the world: answered by the facts and the calendar, or by what the log says; pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from approvals.definition import Branch, Clock
from approvals.engine.acts import Entry
from approvals.engine.clocks import Left, due_of, left_of, resumed
from approvals.engine.state import Due
from kernel.workdays import Calendar

OTHERWISE = "else"


class Oracle(Protocol):
    """Answers while a case moves; the empty name stands for the clock of the whole case."""

    def way(self, branch: Branch) -> str:
        """The case of the branch whose rule holds first, or `else`."""
        ...

    def set(self, name: str, clock: Clock | None, day: date, left: Left | None) -> Due | None:
        """The clock set anew, or resumed with what was left."""
        ...

    def stopped(self, name: str, clock: Clock, due: Due, day: date) -> Left:
        """What is left of the clock."""
        ...


class Live:
    """Asks the facts and the calendar, and keeps every answer for the log."""

    def __init__(self, facts: Mapping[str, object], calendar: Callable[[], Calendar]) -> None:
        self._facts = facts
        self._calendar = calendar
        self.reads: dict[str, object] = {}
        self.ways: dict[str, str] = {}
        self.dues: dict[str, Due | None] = {}
        self.left: dict[str, Left] = {}

    def way(self, branch: Branch) -> str:
        """The case of the branch whose rule holds first, or `else`."""
        found = OTHERWISE
        for case in branch.cases:
            if case.when is None:
                continue
            self.reads |= {name: self._facts[name] for name in case.when.names if name in self._facts}
            if case.when.holds(self._facts):
                found = case.name
                break
        self.ways[branch.name] = found
        return found

    def set(self, name: str, clock: Clock | None, day: date, left: Left | None) -> Due | None:
        """The clock set anew, or resumed with what was left."""
        if clock is None:
            return None
        calendar = self._calendar()
        due = due_of(clock, day, calendar) if left is None else resumed(clock, left, day, calendar)
        self.dues[name] = due
        return due

    def stopped(self, name: str, clock: Clock, due: Due, day: date) -> Left:
        """What is left of the clock."""
        self.left[name] = left_of(clock, due, day, self._calendar())
        return self.left[name]


class Recorded:
    """Answers what an entry of the log says."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def way(self, branch: Branch) -> str:
        """The branch that was taken."""
        return self._entry.ways[branch.name]

    def set(self, name: str, clock: Clock | None, day: date, left: Left | None) -> Due | None:  # noqa: ARG002
        """The clock that was set."""
        return self._entry.dues.get(name)

    def stopped(self, name: str, clock: Clock, due: Due, day: date) -> Left:  # noqa: ARG002
        """What was left."""
        return self._entry.left[name]

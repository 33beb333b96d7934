"""What a move asks of the world: answered by the facts and the calendar, or by what the log says; pure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias

from approvals.chains.definition import Branch, Clock, Step
from approvals.engine.acts import Entry
from approvals.engine.clocks import CASE, due_of, left_of, reckoned, resumed
from approvals.engine.openings import RUN_OUT, Due, Left
from approvals.engine.refusing import undecided
from kernel.errors import ExpressionError
from kernel.expressions import Expression
from kernel.workdays import Calendar

OTHERWISE = "else"
HELD = "held"
PASSED, FAILED = "passed", "failed"
NOTED = "so"
AskSigners: TypeAlias = Callable[[Step], Sequence[str]]
AskChecks: TypeAlias = Callable[[Step], bool]


class Oracle(Protocol):
    """Answers while a case moves; the empty name stands for the clock of the whole case."""

    def way(self, branch: Branch) -> str:
        """The case of the branch whose rule holds first, or `else`."""
        ...

    def set(self, name: str, clock: Clock | None, day: date, left: Left | None) -> Due | None:
        """The clock set anew, or resumed with what was left."""
        ...

    def stopped(self, name: str, clock: Clock, due: Due, day: date) -> Left | None:
        """What is left of the clock; None where nothing of it was kept."""
        ...

    def reckoned(self, name: str, clock: Clock, due: Due, since: date) -> Due:
        """The running clock by the calendar as it is now."""
        ...

    def holds(self, step: Step) -> bool:
        """Whether what the wait waits for holds already."""
        ...

    def passes(self, step: Step) -> bool:
        """Whether the checks of the automatic step are passed."""
        ...

    def signers(self, step: Step) -> tuple[str, ...]:
        """The accounts that are to vote."""
        ...

    def notes(self, word: str, *, so: bool) -> bool:
        """Whether it is so, which the log says: entries of before the engine asked do not."""
        ...


class Live:
    """Asks the facts, the calendar and whoever knows signers and checks, and keeps every answer for the log."""

    def __init__(
        self,
        facts: Mapping[str, object],
        calendar: Callable[[], Calendar],
        *,
        signers: AskSigners | None = None,
        checks: AskChecks | None = None,
    ) -> None:
        self._facts = facts
        self._calendar = calendar
        self._signers = signers
        self._checks = checks
        self.reads: dict[str, object] = {}
        self.ways: dict[str, str] = {}
        self.dues: dict[str, Due | None] = {}
        self.left: dict[str, Left] = {}
        self.named: dict[str, tuple[str, ...]] = {}

    def learn(self, facts: Mapping[str, object]) -> None:
        """Later rules know these too."""
        self._facts = {**self._facts, **facts}

    def true(self, rule: Expression) -> bool:
        """Whether a rule holds by the facts, which are kept."""
        self.reads |= {name: self._facts[name] for name in rule.names if name in self._facts}
        try:
            return rule.holds(self._facts)
        except ExpressionError as slip:
            raise undecided(slip) from slip

    def value(self, rule: Expression) -> object:
        """What a rule yields from the facts, which are kept."""
        self.reads |= {name: self._facts[name] for name in rule.names if name in self._facts}
        try:
            return rule.value(self._facts)
        except ExpressionError as slip:
            raise undecided(slip) from slip

    def way(self, branch: Branch) -> str:
        """The case of the branch whose rule holds first, or `else`."""
        holding = (case.name for case in branch.cases if case.when is not None and self.true(case.when))
        found = self.ways[branch.name] = next(holding, OTHERWISE)
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

    def reckoned(self, name: str, clock: Clock, due: Due, since: date) -> Due:
        """The running clock by the calendar as it is now."""
        new = reckoned(clock, due, since, self._calendar())
        if new != due:
            self.dues[name] = new
        return new

    def holds(self, step: Step) -> bool:
        """Whether what the wait waits for holds; what is not known yet does not hold yet."""
        held = step.until is not None and step.until.names <= self._facts.keys() and self.true(step.until)
        if held:
            self.ways[step.name] = HELD
        return held

    def passes(self, step: Step) -> bool:
        """Whether the checks of the automatic step are passed; nobody to ask counts as not passed."""
        passed = self._checks is not None and self._checks(step)
        self.ways[step.name] = PASSED if passed else FAILED
        return passed

    def signers(self, step: Step) -> tuple[str, ...]:
        """The accounts that are to vote, each once."""
        found = tuple(dict.fromkeys(self._signers(step))) if self._signers else ()
        self.named[step.name] = found
        return found

    def notes(self, word: str, *, so: bool) -> bool:
        """Whether it is so, which the log says."""
        if so:
            self.ways[word] = NOTED
        return so


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

    def stopped(self, name: str, clock: Clock, due: Due, day: date) -> Left | None:  # noqa: ARG002
        """What was left, if that is written: of the case whose time was up it was not, nor of other lanes."""
        return self._entry.left.get(name, RUN_OUT if name == CASE else None)

    def reckoned(self, name: str, clock: Clock, due: Due, since: date) -> Due:  # noqa: ARG002
        """The clock as it was counted then."""
        return self._entry.dues.get(name) or due

    def holds(self, step: Step) -> bool:
        """Whether it held then."""
        return self._entry.ways.get(step.name) == HELD

    def passes(self, step: Step) -> bool:
        """Whether the checks were passed then."""
        return self._entry.ways.get(step.name) == PASSED

    def signers(self, step: Step) -> tuple[str, ...]:
        """Who was named then."""
        return self._entry.signers.get(step.name, ())

    def notes(self, word: str, *, so: bool) -> bool:  # noqa: ARG002
        """Whether the log says so."""
        return word in self._entry.ways

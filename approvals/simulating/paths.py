"""One way of a case: the steps in order and how each is left, the branches taken, days, effects and the end; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from approvals.chains.definition import Branch, Span, Step
from approvals.words import Outcome, Unit
from kernel.text import Text

PASSED = "passed"
"""How a step is left by its main way."""
SUBSTITUTED = "substitute"
ELAPSED = "elapsed"
"""How a wait is left whose time has run out before what it waits for, or a notice in which nobody has chosen."""
OVERDUE_PASSED = "overdue_passed"
SILENT = "silence"
STOPPED = "stopped"
"""How an automatic step ends the path whose checks fail and that says nothing of that: what leads there is refused."""
RETURNED = "return"
LATE = "case_late"
"""How a step is left when the case is late as a whole and goes elsewhere."""
LATE_PASSED = "case_granted"
"""The same where everything that is left counts as passed."""
GONE_ON = frozenset({PASSED, SUBSTITUTED, ELAPSED, OVERDUE_PASSED, SILENT, LATE_PASSED})
"""The ways in which a step counts as passed, with its effects."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a path, and how it is left: passed, replaced, by a verb that ends the case, or by an exit."""

    step: Step
    way: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.step.name, self.way


@dataclass(frozen=True, slots=True)
class Taken:
    """One branch on the way, and the case that was taken; `else` is none of them."""

    branch: Branch
    case: str
    title: Text | None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.branch.name, self.case


Move = Leg | Taken


@dataclass(frozen=True, slots=True)
class Path:
    """One way of a case; it ends with an outcome, comes back to a step where it has been, or stops at a check."""

    moves: tuple[Move, ...] = ()
    days: Mapping[Unit, int] = field(default_factory=dict)
    """The limits of its steps together, by unit; of lanes side by side the longest."""
    outcome: Outcome | None = None
    back_to: str = ""
    target: str = ""
    stops: bool = False

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The steps, in order."""
        return tuple(move for move in self.moves if isinstance(move, Leg))

    @property
    def ways(self) -> tuple[tuple[Branch, str, Text | None], ...]:
        """Each branch on the way, with the case that was taken and its title."""
        return tuple((move.branch, move.case, move.title) for move in self.moves if isinstance(move, Taken))

    @property
    def effects(self) -> tuple[str, ...]:
        """The names of the effects that it brings about, in order."""
        done = (leg.step.effects for leg in self.legs if leg.way in GONE_ON)
        return tuple(str(row.get("effect", "")) for rows in done for row in rows)

    @property
    def ended(self) -> bool:
        """Whether nothing follows."""
        return self.outcome is not None or bool(self.target or self.back_to) or self.stops

    def visits(self, step: str) -> bool:
        """Whether the case has been at the step."""
        return any(leg.step.name == step for leg in self.legs)


def joined(one: Path, other: Path) -> Path:
    """One path and then the other."""
    units = [*one.days, *(unit for unit in other.days if unit not in one.days)]
    days = {unit: one.days.get(unit, 0) + other.days.get(unit, 0) for unit in units}
    return replace(other, moves=one.moves + other.moves, days=days)


def days_of(step: Step) -> Mapping[Unit, int]:
    """How long the step may take."""
    spans: list[Span] = [step.lasts] if step.lasts else [step.clock.span] if step.clock else []
    return {span.unit: span.days for span in spans}

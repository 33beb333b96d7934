"""Where a case stands, as a value that JSON can keep; what is empty is not written; pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from approvals.engine.acts import Defect
from approvals.engine.compiling import CompiledChain
from approvals.engine.openings import Due, Left, Opening, day_of
from approvals.words import Outcome

PLAIN = 10
"""So many parts of a state are always written, besides its moment."""

__all__ = ["Correction", "Due", "Opening", "State", "Undo", "chosen_facts", "fact_of"]


class Correction(Struct, frozen=True):
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


class State(Struct, frozen=True, eq=False):
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
    left: Mapping[str, Left] = field(default_factory=dict)
    """What is left of clocks that stand; the case's own under the empty name."""
    correction: Correction | None = None
    outcome: Outcome | None = None
    suspended: str = ""
    """The reason for which everything rests."""
    stands: str = ""
    """Why the clock of the whole case stands, a word of `Stop`; empty while it runs."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """What was chosen at each step that asks for it; later rules read it as `chosen_<step>`."""
    hands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Everybody who had a hand in a step that more than one person passed."""
    undo: "Undo | None" = None
    """What may still be taken back."""
    handed_in: tuple[tuple[str, str], ...] = ()
    """Corrections that were handed in and are not back at an office: to which step they went, from which."""
    at: float = 0
    """The moment of the last entry, in seconds; 0 of a case that has not moved since it is kept."""

    def __eq__(self, other: object) -> bool:
        """Whether the case stands at the same place, no matter since when."""
        return isinstance(other, State) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        return hash((self.seq, self.initiator, self.open))

    def opening(self, step: str) -> Opening | None:
        """The step, if it is open."""
        for one in self.open:
            if one.step == step:
                return one
        return None

    def did(self, step: str) -> tuple[str, ...]:
        """Everybody who had a hand in the step that was passed."""
        by = self.passed.get(step)
        return self.hands.get(step, ()) or ((by,) if by else ())

    def to_json(self) -> dict[str, Any]:
        """The state as JSON."""
        written: dict[str, Any] = {
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
        for name, word in (("suspended", self.suspended), ("stands", self.stands)):
            if word:
                written[name] = word
        if self.chosen:
            written["chosen"] = dict(self.chosen)
        if self.hands:
            written["hands"] = {name: list(hands) for name, hands in self.hands.items()}
        if self.undo is not None:
            written["undo"] = self.undo.to_json()
        if self.at:
            written["at"] = self.at
        if self.handed_in:
            written["handed_in"] = [list(one) for one in self.handed_in]
        return written

    @staticmethod
    def from_json(written: Mapping[str, Any]) -> "State":
        """The state that was written."""
        due, correction, outcome = written["due"], written["correction"], written["outcome"]
        at = written.get("at", 0)
        state = State(
            seq=written["seq"],
            initiator=written["initiator"],
            open=tuple(Opening.from_json(one) for one in written["open"]),
            passed=written["passed"],
            lanes=frozenset(written["lanes"]),
            filed=day_of(written["filed"]),
            due=due and Due.from_json(due),
            left={name: Left(*days) for name, days in written["left"].items()},
            correction=correction and Correction.from_json(correction),
            outcome=outcome and Outcome(outcome),
            at=at,
        )
        return state if len(written) - bool(at) == PLAIN else _with_more(state, written)


def _with_more(state: State, written: Mapping[str, Any]) -> State:
    """With what most cases have nothing of."""
    undo = written.get("undo")
    return replace(
        state,
        suspended=written.get("suspended", ""),
        stands=written.get("stands", ""),
        chosen=written.get("chosen", {}),
        hands={name: tuple(hands) for name, hands in written.get("hands", {}).items()},
        undo=undo and Undo.from_json(undo),
        handed_in=tuple((to, by) for to, by in written.get("handed_in", ())),
    )


def chosen_facts(chain: CompiledChain, state: State) -> dict[str, object]:
    """What was chosen in the case, as rules and effects read it; empty where nobody has chosen yet."""
    return {fact_of(step): state.chosen.get(step, "") for step in chain.choices}


def fact_of(step: str) -> str:
    """The name under which later rules read what was chosen at the step."""
    return f"chosen_{step}"


class Undo(Struct, frozen=True):
    """The step that was passed last, and where the case stood before; kept until anything else happens."""

    step: str
    state: State

    @staticmethod
    def of(step: str, before: State) -> "Undo":
        """What may be taken back: only the last act, so what was there before that is let go."""
        return Undo(step, replace(before, undo=None, at=0))

    def to_json(self) -> list[Any]:
        """The act as JSON."""
        return [self.step, self.state.to_json()]

    @staticmethod
    def from_json(written: list[Any]) -> "Undo":
        """The act that was written."""
        step, state = written
        return Undo(step, State.from_json(state))

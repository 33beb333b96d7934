"""Where a case stands, as a value that JSON can keep; what is empty is not written; pure."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from approvals.engine.acts import Defect
from approvals.engine.compiling import CompiledChain
from approvals.engine.keeping import reader, state_of_today, written
from approvals.engine.openings import Due, Left, Opening
from approvals.words import Outcome

__all__ = ["Correction", "Due", "Opening", "State", "Undo", "chosen_facts", "fact_of"]


class Correction(Struct, frozen=True, array_like=True):
    """The case went back to a party: to which step, from which, and everything that is to be mended."""

    step: str
    by: str
    defects: tuple[Defect, ...]


class State(Struct, frozen=True, eq=False, omit_defaults=True):
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

    def to_json(self) -> str:
        """The state as JSON, without what is empty."""
        return written(self)

    @staticmethod
    def from_json(text: str) -> "State":
        """The state that was written."""
        return read(text)


def chosen_facts(chain: CompiledChain, state: State) -> dict[str, object]:
    """What was chosen in the case, as rules and effects read it; empty where nobody has chosen yet."""
    return {fact_of(step): state.chosen.get(step, "") for step in chain.choices}


def fact_of(step: str) -> str:
    """The name under which later rules read what was chosen at the step."""
    return f"chosen_{step}"


class Undo(Struct, frozen=True, array_like=True):
    """The step that was passed last, and where the case stood before; kept until anything else happens."""

    step: str
    state: State

    @staticmethod
    def of(step: str, before: State) -> "Undo":
        """What may be taken back: only the last act, so what was there before that is let go."""
        return Undo(step, replace(before, undo=None, at=0))


read = reader(State, state_of_today)

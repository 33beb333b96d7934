"""What is done to a case, and what is kept of it; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from approvals.engine.facts import packed, unpacked
from approvals.words import Exit, Happening, Verb

if TYPE_CHECKING:
    from approvals.engine.state import Due, Opening, State

Deed: TypeAlias = Verb | Happening
DEEDS: Mapping[str, Deed] = {word.value: word for words in (Verb, Happening) for word in words}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a name that stays, the open steps that are theirs, whether the case is theirs."""

    id: str
    steps: frozenset[str] = frozenset()
    initiator: bool = False


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to be mended, pinned to the path of a field or to the name of a material."""

    at: str
    what: str

    def to_json(self) -> list[str]:
        """The defect as JSON."""
        return [self.at, self.what]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of somebody, or a happening; `to` is where a return leads, `way` which exit is taken."""

    verb: Deed
    at: datetime
    actor: str = ""
    step: str = ""
    opinion: str = ""
    defects: tuple[Defect, ...] = ()
    to: str = ""
    way: Exit | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log: the act, the facts read, the branches taken, the clocks set and stopped."""

    seq: int
    act: Act
    reads: Mapping[str, object] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    dues: "Mapping[str, Due | None]" = field(default_factory=dict)
    left: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The entry as JSON, without what is empty."""
        act = self.act
        written: dict[str, Any] = {"seq": self.seq, "verb": act.verb.value, "at": act.at.isoformat()}
        for name, word in (
            *(("actor", act.actor), ("step", act.step), ("opinion", act.opinion)),
            *(("to", act.to), ("way", act.way)),
        ):
            if word:
                written[name] = word
        if act.defects:
            written["defects"] = [defect.to_json() for defect in act.defects]
        if self.reads:
            written["reads"] = packed(self.reads)
        if self.ways:
            written["ways"] = dict(self.ways)
        if self.dues:
            written["dues"] = {name: due and due.to_json() for name, due in self.dues.items()}
        if self.left:
            written["left"] = {name: list(days) for name, days in self.left.items()}
        return written

    @staticmethod
    def from_json(written: Mapping[str, Any]) -> "Entry":
        """The entry that was written."""
        from approvals.engine.state import Due

        way = written.get("way")
        act = Act(
            verb=DEEDS[written["verb"]],
            at=datetime.fromisoformat(written["at"]),
            actor=written.get("actor", ""),
            step=written.get("step", ""),
            opinion=written.get("opinion", ""),
            defects=tuple(Defect(*defect) for defect in written.get("defects", ())),
            to=written.get("to", ""),
            way=way and Exit(way),
        )
        return Entry(
            seq=written["seq"],
            act=act,
            reads=unpacked(written.get("reads", {})),
            ways=written.get("ways", {}),
            dues={name: due and Due.from_json(due) for name, due in written.get("dues", {}).items()},
            left={name: (days, promised) for name, (days, promised) in written.get("left", {}).items()},
        )


@dataclass(frozen=True, slots=True)
class Advance:
    """What follows from an act: the new state, its entry, effects to carry out, steps opened and closed."""

    state: "State"
    entry: Entry
    effects: tuple[Mapping[str, Any], ...] = ()
    opened: "tuple[Opening, ...]" = ()
    closed: tuple[str, ...] = ()

"""What is done to a case, and what is kept of it; pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field

from approvals.engine.facts import packed, unpacked
from approvals.engine.openings import Due, Left, Opening
from approvals.words import Exit, Happening, Verb
from kernel.text import Text

if TYPE_CHECKING:
    from approvals.engine.state import State

Deed: TypeAlias = Verb | Happening
DEEDS: Mapping[str, Deed] = {word.value: word for words in (Verb, Happening) for word in words}


class Actor(Struct, frozen=True):
    """Who acts: a name that stays, the open steps that are theirs, whether the case is theirs."""

    id: str
    steps: frozenset[str] = frozenset()
    initiator: bool = False
    admin: bool = False
    """Whether they look after the cases: suspend, resume, terminate, jump, assign."""
    on_behalf: str = ""
    """The account as whose deputy they act; the steps are then that account's."""
    stands_in: frozenset[str] = frozenset()
    """Open steps at which they may stand in for the party, besides those of which the initiator may."""

    @property
    def seat(self) -> str:
        """The account whose place they take: their own unless they are a deputy."""
        return self.on_behalf or self.id

    @property
    def names(self) -> frozenset[str]:
        """Everybody who acts when they act."""
        return frozenset(name for name in (self.id, self.on_behalf) if name)


class Defect(Struct, frozen=True):
    """One thing to be mended, pinned to the path of a field or to the name of a material."""

    at: str
    what: str

    def to_json(self) -> list[str]:
        """The defect as JSON."""
        return [self.at, self.what]


class Edit(Struct, frozen=True):
    """One answer on file that was changed with an act: in words that hide what is personal, and as it is kept."""

    at: str
    was: str
    now: str
    before: Any = None
    after: Any = None

    def to_json(self) -> list[Any]:
        """The change as JSON."""
        return [self.at, self.was, self.now, self.before, self.after]


class Act(Struct, frozen=True, kw_only=True):
    """One act of somebody, or a happening; `to` is where a return leads, `way` which exit is taken.

    `value` is a vote, the option chosen, the name of an event, or `initiator` where the applicant says that a
    step is left; `people` are the accounts that a verb names. A happening has an actor where somebody reported it.
    """

    verb: Deed
    at: datetime
    actor: str = ""
    step: str = ""
    opinion: str = ""
    defects: tuple[Defect, ...] = ()
    to: str = ""
    way: Exit | None = None
    value: str = ""
    people: tuple[str, ...] = ()
    on_behalf: str = ""
    edits: tuple[Edit, ...] = ()
    days: int = 0
    """How long a return gives the party to mend everything; 0 is as long as the chain says."""
    because: Text | None = None
    """Why nothing came of a clock that ran out."""


class Entry(Struct, frozen=True):
    """One entry of the log: the act, the facts read, the branches taken, the clocks set and stopped.

    `ways` also says of a wait that its rule held, of an automatic step how its checks went, and under a name with
    a colon what the engine noted; `signers` who was named at a step that is voted on; `stands` why the clock of
    the case stands after it.
    """

    seq: int
    act: Act
    reads: Mapping[str, object] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    dues: Mapping[str, Due | None] = field(default_factory=dict)
    left: Mapping[str, Left] = field(default_factory=dict)
    signers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands: str = ""

    def to_json(self) -> dict[str, Any]:
        """The entry as JSON, without what is empty."""
        act = self.act
        written: dict[str, Any] = {"seq": self.seq, "verb": act.verb.value, "at": act.at.isoformat()}
        for name, word in (
            *(("actor", act.actor), ("step", act.step), ("opinion", act.opinion)),
            *(("to", act.to), ("way", act.way), ("value", act.value), ("on_behalf", act.on_behalf)),
            ("stands", self.stands),
        ):
            if word:
                written[name] = word
        if act.days:
            written["days"] = act.days
        if act.because is not None:
            written["because"] = [act.because.zh, act.because.en]
        if act.people:
            written["people"] = list(act.people)
        if act.defects:
            written["defects"] = [defect.to_json() for defect in act.defects]
        if act.edits:
            written["edits"] = [edit.to_json() for edit in act.edits]
        if self.reads:
            written["reads"] = packed(self.reads)
        if self.ways:
            written["ways"] = dict(self.ways)
        if self.dues:
            written["dues"] = {name: due and due.to_json() for name, due in self.dues.items()}
        if self.left:
            written["left"] = {name: list(days) for name, days in self.left.items()}
        if self.signers:
            written["signers"] = {name: list(named) for name, named in self.signers.items()}
        return written

    @staticmethod
    def from_json(written: Mapping[str, Any]) -> "Entry":
        """The entry that was written."""
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
            value=written.get("value", ""),
            people=tuple(written.get("people", ())),
            on_behalf=written.get("on_behalf", ""),
            edits=tuple(Edit(*edit) for edit in written.get("edits", ())),
            days=written.get("days", 0),
            because=(why := written.get("because")) and Text(*why),
        )
        return Entry(
            seq=written["seq"],
            act=act,
            reads=unpacked(written.get("reads", {})),
            ways=written.get("ways", {}),
            dues={name: due and Due.from_json(due) for name, due in written.get("dues", {}).items()},
            left={name: Left(*days) for name, days in written.get("left", {}).items()},
            signers={name: tuple(named) for name, named in written.get("signers", {}).items()},
            stands=written.get("stands", ""),
        )


class Advance(Struct, frozen=True):
    """What follows from an act: the new state, its entry, effects to carry out, steps opened and closed.

    `changed` were open before and still are, but are somebody else's now or run to another day; `told` are
    accounts that are to hear of it.
    """

    state: "State"
    entry: Entry
    effects: tuple[Mapping[str, Any], ...] = ()
    opened: tuple[Opening, ...] = ()
    closed: tuple[str, ...] = ()
    changed: tuple[Opening, ...] = ()
    told: tuple[str, ...] = ()

"""What is done to a case, and what is kept of it; pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field

from approvals.engine.facts import packed, unpacked
from approvals.engine.keeping import entry_of_today, reader, written
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


class Defect(Struct, frozen=True, array_like=True):
    """One thing to be mended, pinned to the path of a field or to the name of a material."""

    at: str
    what: str


class Edit(Struct, frozen=True, array_like=True):
    """One answer on file that was changed with an act: in words that hide what is personal, and as it is kept."""

    at: str
    was: str
    now: str
    before: Any = None
    after: Any = None


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

    def to_json(self) -> str:
        """The entry as JSON, without what is empty."""
        act, because = self.act, self.act.because
        kept = _Kept(
            seq=self.seq,
            verb=act.verb.value,
            at=act.at,
            actor=act.actor,
            step=act.step,
            opinion=act.opinion,
            to=act.to,
            way=act.way,
            value=act.value,
            on_behalf=act.on_behalf,
            stands=self.stands,
            days=act.days,
            because=(because.zh, because.en) if because is not None else None,
            people=act.people,
            defects=act.defects,
            edits=act.edits,
            reads=packed(self.reads),
            ways=self.ways,
            dues=self.dues,
            left=self.left,
            signers=self.signers,
        )
        return written(kept)

    @staticmethod
    def from_json(text: str) -> "Entry":
        """The entry that was written."""
        kept = read(text)
        act = Act(
            verb=DEEDS[kept.verb],
            at=kept.at,
            actor=kept.actor,
            step=kept.step,
            opinion=kept.opinion,
            defects=kept.defects,
            to=kept.to,
            way=kept.way,
            value=kept.value,
            people=kept.people,
            on_behalf=kept.on_behalf,
            edits=kept.edits,
            days=kept.days,
            because=kept.because and Text(*kept.because),
        )
        reads = unpacked(kept.reads)
        return Entry(kept.seq, act, reads, kept.ways, kept.dues, kept.left, kept.signers, kept.stands)


class _Kept(Struct, frozen=True, omit_defaults=True):
    """An entry as it is kept: all in one, and nothing of what is empty."""

    seq: int
    verb: str
    at: datetime
    actor: str = ""
    step: str = ""
    opinion: str = ""
    to: str = ""
    way: Exit | None = None
    value: str = ""
    on_behalf: str = ""
    stands: str = ""
    days: int = 0
    because: tuple[str, str] | None = None
    people: tuple[str, ...] = ()
    defects: tuple[Defect, ...] = ()
    edits: tuple[Edit, ...] = ()
    reads: Mapping[str, Any] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    dues: Mapping[str, Due | None] = field(default_factory=dict)
    left: Mapping[str, Left] = field(default_factory=dict)
    signers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


read = reader(_Kept, entry_of_today)


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

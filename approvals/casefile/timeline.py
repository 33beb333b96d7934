"""The history of a case as people read it: who did what when, what was to be mended, where it stands now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from approvals.acts.leading import leads
from approvals.casefile.demanding import is_to_party
from approvals.casefile.faces import Place, places_of
from approvals.casefile.late import late_lines
from approvals.casefile.logbook import Log, Written, log_of
from approvals.casefile.pinning import Pin
from approvals.casefile.pins import pins_of
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.chains.versions import compiled_chain
from approvals.engine import CompiledChain, Defect
from approvals.engine.telling import EXITS, HAPPENINGS, OUTCOMES, VERBS
from approvals.engine.weighing import choice_at
from approvals.words import OPINIONS, REASONED, Exit, Happening, Outcome, Party, Verb, Vote
from kernel.access import names_of
from kernel.db import connection_of
from kernel.registry import Registry
from kernel.text import Text

PLATFORM = Text("系统", "the platform")
WHOLE = Text("整件申请", "the whole application")
WORDS: Mapping[str, Text] = {
    deed.value: words for words_of in (VERBS, HAPPENINGS) for deed, words in words_of.items()
}
VOTES: Mapping[str, Text] = {
    Vote.AGREE: Text("同意", "agrees"),
    Vote.DISAGREE: Text("不同意", "disagrees"),
}
NOWHERE = Text("", "")
WAITS = Text("等待办理", "waits")
STATES: Mapping[str, str] = {
    **dict.fromkeys((Verb.RETURN, *Happening), "warn"),
    Happening.START: "done",
    Happening.EVENT: "done",
    **dict.fromkeys((*REASONED, Verb.WITHDRAW), "bad"),
}
"""How a point looks; everything else is done."""


class Told(NamedTuple):
    """A defect: what it is pinned to, and what is wrong with it."""

    at: Text
    what: str
    late: bool = False
    """Whether it could have been told the first time."""
    pin: Pin | None = None
    """Where on which file."""


class Edited(NamedTuple):
    """An answer on file that the act changed: what it was and what it is, with what is personal hidden."""

    at: Text
    was: str
    now: str


class Point(NamedTuple):
    """One point of the timeline; `state` is done, warn, bad, now or todo."""

    state: str
    what: Text
    step: Text
    who: Text | None = None
    at: datetime | None = None
    opinion: str = ""
    to: Text | None = None
    defects: tuple[Told, ...] = ()
    value: Text | None = None
    """The vote, or what was chosen."""
    people: tuple[str, ...] = ()
    """Whom the act names."""
    letter: int = 0
    """The entry of the log under which the letter of a return is found; 0 where there is none."""
    edits: tuple[Edited, ...] = ()


def timeline(session: Session, registry: Registry, case: CaseView, log: Log | None = None) -> list[Point]:
    """Every act and happening of the case in order, and at the end what it waits for; `log` if it was read before."""
    chain = compiled_chain(connection_of(session), registry, case.version_id)
    entries = (log or log_of(session, case)).entries
    named = {account for one in entries for account in _accounts(one.told)}
    told_of = _Telling(
        chain, names_of(session, named) if named else {}, _mended(session, registry, case, entries)
    )
    return [*map(told_of.point, entries), *_waiting(chain, case)]


def to_mend(session: Session, registry: Registry, case: CaseView) -> tuple[Told, ...]:
    """What is to be mended now; nothing when the case is not being corrected."""
    correction = case.state.correction
    if correction is None:
        return ()
    opening = case.state.opening(correction.step)
    pins = pins_of(session, case.id).get(opening.seq, {}) if opening else {}
    return told(correction.defects, places_of(session, registry, case), (), pins)


def step_title(chain: CompiledChain, name: str) -> Text:
    """How people call the step."""
    step = chain.steps.get(name)
    return step.title if step else Text(name, name)


def verb_words(word: str) -> Text:
    """How people call what was done, or what happened."""
    return WORDS.get(word) or Text(word, word)


def way_words(way: Exit, *, by_applicant: bool = False) -> Text:
    """Why a step was left by another way, and whether the applicant said so."""
    words = EXITS[way]
    if by_applicant:
        return Text(f"申请人登记：{words.zh}", f"the applicant says: {words.en}")
    return words


def told(
    defects: Sequence[Defect],
    places: Sequence[Place],
    late: Collection[int] = (),
    pins: Mapping[int, Pin] = MappingProxyType({}),
) -> tuple[Told, ...]:
    """The defects, each with the title of what it is pinned to; `late` are the lines that came late."""
    titles = {place.path: place.title for place in places}
    return tuple(
        Told(
            titles.get(one.at, Text(one.at, one.at)) if one.at else WHOLE,
            one.what,
            number in late,
            pins.get(number),
        )
        for number, one in enumerate(defects)
    )


class _Mended(NamedTuple):
    """What is read only for a case of which answers were returned or changed: where, what came late, what pins."""

    places: Sequence[Place] = ()
    late: Mapping[int, Collection[int]] = MappingProxyType({})
    pins: Mapping[int, Mapping[int, Pin]] = MappingProxyType({})


def _mended(session: Session, registry: Registry, case: CaseView, entries: Sequence[Written]) -> _Mended:
    if not any("defects" in one.told or "edits" in one.told for one in entries):
        return _Mended()
    places = places_of(session, registry, case)
    return _Mended(places, late_lines(session, case.id), pins_of(session, case.id))


class _Telling:
    """Makes a point of each entry; names of people, which come again and again, are made once."""

    def __init__(self, chain: CompiledChain, names: Mapping[str, str], mended: _Mended) -> None:
        self._chain, self._names, self._mended = chain, names, mended
        self._who: dict[tuple[str, str], Text] = {}
        self._asked: dict[str, str] = {}
        """Who was asked for an opinion, by the step to which it goes back."""

    def point(self, one: Written) -> Point:
        """What happened, by whom, and everything that was said with it."""
        chain, told = self._chain, one.told
        to, value, way = told.get("to"), told.get("value"), told.get("way")
        step = chain.steps.get(one.step)
        if way is not None:
            return self._left(one, step, Exit(way), by_applicant=value == Party.INITIATOR)
        defects = self._defects(one) if "defects" in told else ()
        return Point(
            STATES.get(one.verb, "done"),
            _advice(one.verb) if self._is_advice(one) else _what(one.verb, told.get("because")),
            step.title if step is not None else Text(one.step, one.step) if one.step else NOWHERE,
            self._by(one.actor, one.name, told.get("on_behalf", "")),
            one.at,
            told.get("opinion", ""),
            step_title(chain, to) if to else None,
            defects,
            # the name of an event is for machines: what came is said with it
            _value(chain, one.step, value) if value and one.verb != Happening.EVENT else None,
            tuple(self._names.get(who, who) for who in told["people"]) if "people" in told else (),
            one.seq if defects and _has_letter(chain, one.step, to or "") else 0,
            self._edits(told["edits"]) if "edits" in told else (),
        )

    def _left(self, one: Written, step: Step | None, way: Exit, *, by_applicant: bool) -> Point:
        """A step that was left by another way: why, on whose word, and where the case went."""
        return Point(
            STATES[Happening.EXIT],
            way_words(way, by_applicant=by_applicant),
            step.title if step is not None else Text(one.step, one.step),
            self._by(one.actor, one.name, one.told.get("on_behalf", "")),
            one.at,
            one.told.get("opinion", ""),
            leads(self._chain, step, way) if step is not None else None,
        )

    def _is_advice(self, one: Written) -> bool:
        """Whether it is the opinion of a colleague who was asked for it: it decides nothing."""
        match one.verb:
            case Verb.DELEGATE:
                self._asked[one.step] = one.told["people"][0] if "people" in one.told else ""
            case Verb.TRANSFER | Verb.TAKE_BACK:
                self._asked.pop(one.step, None)
            case Verb.JUMP:
                self._asked.clear()
            case verb if self._asked and verb in OPINIONS:
                seat = one.told.get("on_behalf") or one.actor
                return self._asked.get(one.step) == seat and bool(self._asked.pop(one.step))
        return False

    def _by(self, actor: str, name: str, on_behalf: str) -> Text:
        found = self._who.get((actor, on_behalf))
        if found is None:
            found = self._who[actor, on_behalf] = _who(name, self._names.get(on_behalf, on_behalf))
        return found

    def _defects(self, one: Written) -> tuple[Told, ...]:
        places, late, pins = self._mended
        defects = [Defect(*defect) for defect in one.told["defects"]]
        return told(defects, places, late.get(one.seq, ()), pins.get(one.seq, {}))

    def _edits(self, edits: Sequence[Sequence[Any]]) -> tuple[Edited, ...]:
        titles = {place.path: place.title for place in self._mended.places}
        return tuple(Edited(titles.get(at) or Text(at, at), was, now) for at, was, now, *_ in edits)


def _accounts(told: Mapping[str, Any]) -> Iterator[str]:
    """Whom the entry names besides who acted."""
    if "on_behalf" in told:
        yield told["on_behalf"]
    if "people" in told:
        yield from told["people"]


def _has_letter(chain: CompiledChain, step: str, to: str) -> bool:
    """Whether an office returned the case to a party."""
    by, back = chain.steps.get(step), chain.steps.get(to)
    return is_to_party(by.kind if by else None, back.kind if back else None)


def _what(verb: str, because: Sequence[str] | None) -> Text:
    """What happened; of a time that ran out in vain also why nothing came of it."""
    words = verb_words(verb)
    if because is None:
        return words
    return Text(
        f"{words.zh}，未能自动办理：{because[0]}", f"{words.en}, and nothing came of it: {because[1]}"
    )


def _advice(verb: str) -> Text:
    words = verb_words(verb)
    return Text(f"意见：{words.zh}", f"opinion: {words.en}")


def _value(chain: CompiledChain, step: str, value: str) -> Text:
    """What a vote, a choice or an event is called."""
    node = chain.steps.get(step)
    choice = choice_at(chain, node) if node is not None else None
    options = choice.options if choice is not None else ()
    titles = {option.value: option.title for option in options}
    return VOTES.get(value) or titles.get(value) or Text(value, value)


def _who(name: str, lent: str) -> Text:
    """Who acted, and in whose place."""
    if lent:
        return Text(f"{name}（代{lent}）", f"{name} (for {lent})")
    return Text(name, name) if name else PLATFORM


def _waiting(chain: CompiledChain, case: CaseView) -> Iterator[Point]:
    if case.state.outcome is not None:
        granted = case.state.outcome is Outcome.GRANTED
        yield Point("done" if granted else "bad", OUTCOMES[case.state.outcome], Text("办结", "closed"))
    for opening in case.state.open:
        yield Point("now", WAITS, step_title(chain, opening.step))

"""The history of a case as people read it: who did what when, what was to be mended, where it stands now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from approvals.cases import CaseView
from approvals.chains import compiled_chain
from approvals.engine import Act, CompiledChain, Defect, Edit
from approvals.engine.telling import HAPPENINGS, OUTCOMES, VERBS
from approvals.engine.walking import OF_PARTIES
from approvals.engine.weighing import choice_at
from approvals.faces import Place, places_of
from approvals.late import late_lines
from approvals.pinning import Pin
from approvals.pins import pins_of
from approvals.queries import Logged, case_history
from approvals.words import REASONED, Happening, Outcome, StepKind, Verb, Vote
from kernel.access import names_of
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


@dataclass(frozen=True, slots=True)
class Told:
    """A defect: what it is pinned to, and what is wrong with it."""

    at: Text
    what: str
    late: bool = False
    """Whether it could have been told the first time."""
    pin: Pin | None = None
    """Where on which file."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An answer on file that the act changed: what it was and what it is, with what is personal hidden."""

    at: Text
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Point:
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


def timeline(session: Session, registry: Registry, case: CaseView) -> list[Point]:
    """Every act and happening of the case in order, and at the end what it waits for."""
    chain = compiled_chain(session.connection(), registry, case.version_id)
    logged = case_history(session, case.id)
    names = names_of(session, set(_accounts(logged)))
    places = places_of(session, registry, case)
    returned = any(one.verb == Verb.RETURN for one in logged)
    late = late_lines(session, case.id) if returned else {}
    pins = pins_of(session, case.id) if returned else {}

    def defects(one: Logged) -> tuple[Told, ...]:
        given = one.entry.act.defects if one.entry else ()
        return told(given, places, late.get(one.seq, ()), pins.get(one.seq, {}))

    points = [_point(chain, one, names, places, defects(one)) for one in logged]
    return [*points, *_waiting(chain, case)]


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


def edited(edits: Sequence[Edit], places: Sequence[Place]) -> tuple[Edited, ...]:
    """The answers that were changed, each with its title."""
    titles = {place.path: place.title for place in places}
    return tuple(Edited(titles.get(one.at, Text(one.at, one.at)), one.was, one.now) for one in edits)


def _accounts(logged: Sequence[Logged]) -> Iterator[str]:
    for one in logged:
        yield one.actor
        if one.entry is not None:
            yield one.entry.act.on_behalf
            yield from one.entry.act.people


def _point(
    chain: CompiledChain,
    one: Logged,
    names: Mapping[str, str],
    places: Sequence[Place],
    defects: tuple[Told, ...],
) -> Point:
    act = one.entry.act if one.entry else None
    return Point(
        state=_state(one.verb),
        what=verb_words(one.verb),
        step=step_title(chain, one.step) if one.step else Text("", ""),
        who=_who(one.actor, names, act.on_behalf if act else ""),
        at=one.at,
        opinion=act.opinion if act else "",
        to=step_title(chain, act.to) if act and act.to else None,
        defects=defects,
        value=_value(chain, one.step, act.value) if act and act.value else None,
        people=tuple(names.get(one, one) for one in act.people) if act else (),
        edits=edited(act.edits, places) if act else (),
        letter=one.seq if defects and act and _has_letter(chain, act) else 0,
    )


def _has_letter(chain: CompiledChain, act: Act) -> bool:
    """Whether an office returned the case to a party."""
    by, to = chain.steps.get(act.step), chain.steps.get(act.to)
    return by is not None and by.kind is StepKind.ACT and to is not None and to.kind in OF_PARTIES


def _value(chain: CompiledChain, step: str, value: str) -> Text:
    """What a vote, a choice or an event is called."""
    node = chain.steps.get(step)
    choice = choice_at(chain, node) if node is not None else None
    options = choice.options if choice is not None else ()
    titles = {option.value: option.title for option in options}
    return VOTES.get(value) or titles.get(value) or Text(value, value)


def _who(actor: str, names: Mapping[str, str], on_behalf: str) -> Text:
    name = names.get(actor) or actor
    if on_behalf:
        lent = names.get(on_behalf, on_behalf)
        return Text(f"{name}（代{lent}）", f"{name} (for {lent})")
    return Text(name, name) if name else PLATFORM


def _state(verb: str) -> str:
    if verb in set(REASONED) | {Verb.WITHDRAW}:
        return "bad"
    return "warn" if verb in {Verb.RETURN, *Happening} - {Happening.START} else "done"


def _waiting(chain: CompiledChain, case: CaseView) -> Iterator[Point]:
    if case.state.outcome is not None:
        granted = case.state.outcome is Outcome.GRANTED
        yield Point("done" if granted else "bad", OUTCOMES[case.state.outcome], Text("办结", "closed"))
    for opening in case.state.open:
        yield Point("now", Text("等待办理", "waits"), step_title(chain, opening.step))

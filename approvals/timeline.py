"""The history of a case as people read it: who did what when, what was to be mended, where it stands now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from approvals.cases import CaseView
from approvals.chains import compiled_chain
from approvals.engine import CompiledChain, Defect
from approvals.engine.permitting import OUTCOMES, VERBS
from approvals.faces import Place, places_of
from approvals.queries import Logged, case_history
from approvals.words import REASONED, Happening, Outcome, Verb
from kernel.access import names_of
from kernel.registry import Registry
from kernel.text import Text

PLATFORM = Text("系统", "the platform")
WHOLE = Text("整件申请", "the whole application")
HAPPENINGS: Mapping[str, Text] = {
    Happening.START: Text("开始", "began"),
    Happening.REMIND: Text("时限提醒", "reminded of the time limit"),
    Happening.OVERDUE: Text("超过时限", "the time limit has passed"),
    Happening.EXIT: Text("转到其他环节", "left by another way"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A defect: what it is pinned to, and what is wrong with it."""

    at: Text
    what: str


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


def timeline(session: Session, registry: Registry, case: CaseView) -> list[Point]:
    """Every act and happening of the case in order, and at the end what it waits for."""
    chain = compiled_chain(session.connection(), registry, case.version_id)
    logged = case_history(session, case.id)
    names = names_of(session, (one.actor for one in logged if one.actor))
    places = places_of(session, registry, case)
    points = [_point(chain, one, names, places) for one in logged]
    return [*points, *_waiting(chain, case)]


def step_title(chain: CompiledChain, name: str) -> Text:
    """How people call the step."""
    step = chain.steps.get(name)
    return step.title if step else Text(name, name)


def verb_words(word: str) -> Text:
    """How people call what was done, or what happened."""
    known = {verb.value: words for verb, words in VERBS.items()}
    return known.get(word) or HAPPENINGS.get(word) or Text(word, word)


def told(defects: Sequence[Defect], places: Sequence[Place]) -> tuple[Told, ...]:
    """The defects, each with the title of what it is pinned to."""
    titles = {place.path: place.title for place in places}
    return tuple(
        Told(titles.get(one.at, Text(one.at, one.at)) if one.at else WHOLE, one.what) for one in defects
    )


def _point(chain: CompiledChain, one: Logged, names: Mapping[str, str], places: Sequence[Place]) -> Point:
    act = one.entry.act if one.entry else None
    return Point(
        state=_state(one.verb),
        what=verb_words(one.verb),
        step=step_title(chain, one.step) if one.step else Text("", ""),
        who=_who(one.actor, names),
        at=one.at,
        opinion=act.opinion if act else "",
        to=step_title(chain, act.to) if act and act.to else None,
        defects=told(act.defects, places) if act else (),
    )


def _who(actor: str, names: Mapping[str, str]) -> Text:
    name = names.get(actor) or actor
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

"""A step as its body says it, every problem of its form with its path; pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from approvals.chains.definition import Clock, Link, Office, Option, Span, Step, Substitute, Votes
from approvals.words import (
    STOPS_OF_KINDS,
    USUAL_VERBS,
    Exit,
    Level,
    Need,
    Order,
    Overdue,
    Party,
    Registrations,
    Routing,
    Silence,
    StepKind,
    Stop,
    Unit,
    Verb,
)
from kernel.reading import Reader
from kernel.text import Text

LONGEST_CLOCK = 3_660
LONGEST_MONTHS = 120
MOST_SIGNERS = 100
DONE_BY_SOMEBODY = frozenset({StepKind.ACT, StepKind.CONFIRM, StepKind.FILL, StepKind.CHOOSE})
"""Steps that somebody has to do."""
VOTED = frozenset({StepKind.ACT, StepKind.CONFIRM})
PICKED = frozenset({StepKind.ACT, StepKind.FILL})


def read_step(node: Reader, kind: StepKind) -> Step:
    """The step as far as it can be read; its reader takes note of the rest."""
    someone = kind is not StepKind.AUTO
    done = kind in DONE_BY_SOMEBODY
    votes = _votes(node) if kind in VOTED else None
    return Step(
        name=node.name(),
        title=node.title(),
        kind=kind,
        help=node.words("help"),
        party=node.member("party", Party) if someone and node.has("party") else None,
        office=_office(node) if someone and node.has("office") else None,
        role=node.text("role") if someone and node.has("role") else None,
        verbs=_verbs(node, kind, votes) if done else _verbs_of_notice(node, kind),
        sections=node.texts("sections") if done else (),
        clock=read_clock(node) if done or kind is StepKind.WAIT else None,
        exits=read_exits(node),
        files=node.flag("files") if done else False,
        effects=node.mappings("effects"),
        votes=votes,
        apart=node.texts("apart") if done else (),
        edits=node.texts("edits") if done else (),
        pool=node.flag("pool") if done else False,
        stops=_stops(node, kind) if someone else None,
        substitute=_substitute(node) if kind is StepKind.CONFIRM else None,
        picks=_picks(node) if kind in PICKED else None,
        **_particulars(node, kind),
    )


def _particulars(node: Reader, kind: StepKind) -> dict[str, Any]:
    """What a step without a decision waits for, shows, offers or does."""
    link = _link(node) if kind not in (StepKind.AUTO, StepKind.NOTICE) else None
    match kind:
        case StepKind.WAIT:
            event = node.text("event") if node.has("event") else None
            return {"until": node.rule("until"), "event": event, "lasts": _lasts(node), "link": link}
        case StepKind.NOTICE:
            choice = node.text("choice") if node.has("choice") else None
            said = {"text": node.words("text"), "place": node.words("place")}
            return {"lasts": _lasts(node), "choice": choice or None, **said}
        case StepKind.CHOOSE:
            return {"options": _options(node), "among": node.rule("among"), "link": link}
        case StepKind.AUTO:
            return {"checks": node.mappings("checks")}
        case _:
            return {"link": link}


def read_clock(node: Reader) -> Clock | None:
    """The clock of a step or of the whole case, if it has one."""
    if not node.has("clock"):
        return None
    inner = node.child("clock")
    span = _span(inner)
    overdue = inner.member("on_overdue", Overdue, default=Overdue.REMIND)
    most = span.days if span else LONGEST_CLOCK
    promised = inner.whole("promised", least=1, most=most)
    remind = inner.whole("remind", default=1, most=LONGEST_CLOCK if _in_months(span) else most)
    silence = inner.member("silence", Silence) if inner.has("silence") else None
    terms = [inner.whole(name, least=1, most=LONGEST_CLOCK) for name in ("at_least", "at_most")]
    inner.finish()
    return Clock(span, overdue, promised, remind or 0, silence, *terms) if span and overdue else None


def _verbs(node: Reader, kind: StepKind, votes: Votes | None) -> tuple[Verb, ...]:
    usual = (Verb.COUNTERSIGN, Verb.RETURN) if votes else USUAL_VERBS[kind]
    return node.members("verbs", Verb) or usual


def _verbs_of_notice(node: Reader, kind: StepKind) -> tuple[Verb, ...]:
    """While a notice stands nobody does anything, but for a choice that may still be made."""
    return (Verb.SUBMIT,) if kind is StepKind.NOTICE and node.has("choice") else ()


def _office(node: Reader) -> Office | None:
    inner = node.child("office")
    level, routing = inner.member("level", Level), inner.member("routing", Routing)
    fixed = inner.text("fixed") if routing is Routing.FIXED else None
    inner.finish()
    return Office(level, routing, fixed) if level and routing else None


def _votes(node: Reader) -> Votes | None:
    if not node.has("votes"):
        return None
    inner = node.child("votes")
    need = inner.member("need", Need)
    order = inner.member("order", Order, default=Order.ANY)
    of = None
    if need in (Need.COUNT, Need.PERCENT):
        if not inner.has("of"):
            inner.text("of")
        of = inner.whole("of", least=1, most=MOST_SIGNERS)
    inner.finish()
    return Votes(need, of, order) if need and order else None


def _substitute(node: Reader) -> Substitute | None:
    if not node.has("substitute"):
        return None
    inner = node.child("substitute")
    by = inner.member("by", Party, default=Party.INITIATOR)
    sections, when = inner.texts("sections"), inner.rule("when")
    inner.finish()
    return Substitute(by, sections, when) if by else None


def _stops(node: Reader, kind: StepKind) -> Stop | None:
    said = node.has("stops")
    stops = node.flag("stops") if said else kind is StepKind.NOTICE
    if not stops:
        return None
    return node.member("because", Stop, default=STOPS_OF_KINDS[kind])


def _link(node: Reader) -> Link | None:
    if not node.has("link"):
        return None
    inner = node.child("link")
    title, url = inner.title(), inner.text("url")
    inner.finish()
    if url and (not url.startswith(("https://", "http://", "/")) or url.startswith("//")):
        inner.refuse(
            "url",
            Text(f"“{url}”不是网页地址。", f"“{url}” is not the address of a page."),
            Text(
                "请写 https:// 开头的地址，或本站以 / 开头的路径。",
                "Write one that begins with https:// or /.",
            ),
        )
    return Link(title, url)


def _picks(node: Reader) -> Registrations | None:
    if not node.has("picks"):
        return None
    inner = node.child("picks")
    source = inner.member("from", Registrations)
    inner.finish()
    return source


def _lasts(node: Reader) -> Span | None:
    if not node.has("lasts"):
        return None
    inner = node.child("lasts")
    span = _span(inner)
    inner.finish()
    return span


def _span(node: Reader) -> Span | None:
    if not node.has("days"):
        node.text("days")
    unit = node.member("unit", Unit, default=Unit.WORKING)
    days = node.whole("days", least=1, most=LONGEST_MONTHS if unit is Unit.MONTHS else LONGEST_CLOCK)
    return Span(days, unit) if days and unit else None


def _in_months(span: Span | None) -> bool:
    return span is not None and span.unit is Unit.MONTHS


def read_exits(node: Reader) -> Mapping[Exit, str]:
    """Where a step or the whole case goes when something happens to it."""
    inner = node.child("on")
    exits = {way: inner.text(way) for way in Exit if inner.has(way)}
    inner.finish()
    return MappingProxyType(exits)


def _options(node: Reader) -> tuple[Option, ...]:
    options = []
    for inner in node.children("options"):
        options.append(Option(inner.text("value"), inner.title()))
        inner.finish()
    return tuple(options)

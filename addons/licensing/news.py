"""What parties are told of an act on a case: the applicant where it stands, others what waits for them."""

from collections.abc import Iterator

from addons.licensing import events as e
from addons.licensing.desk_events import DUE_SOON, ESCALATED, OVERDUE, STUCK
from addons.licensing.happened import NOTHING, Happened, Waiting
from addons.licensing.links import application_link
from addons.licensing.telling import ACCOUNT, Event, Message, Words, message_of, said
from approvals.engine import Act, Defect, Due
from approvals.engine.telling import EXITS
from approvals.people.assignment import PartyKind, PartyRef
from approvals.words import OPINIONS, Happening, Outcome, Party, Verb
from kernel.text import Text, listed

CLOCKS = frozenset({Happening.REMIND.value, Happening.OVERDUE.value})
OF_CASE = ""
"""The name of the clock of the whole case."""
ENDS = {
    Outcome.GRANTED: Text("已办结：准予", "granted"),
    Outcome.REFUSED: Text("已办结：不予许可", "refused"),
    Outcome.NOT_ACCEPTED: Text("不予受理", "not accepted"),
    Outcome.WITHDRAWN: Text("已撤回", "withdrawn"),
    Outcome.LAPSED: Text("已失效", "lapsed"),
    Outcome.TERMINATED: Text("已终止", "terminated"),
}
BY_APPLICANT = Text("申请人登记", "reported by the applicant")
BY_OFFICE = Text("办理机构登记", "reported by the office")
ROUND = Text("“{step}”{why}[（{whose_word}）][，{reason}]", "“{step}”: {why}[ ({whose_word})][; {reason}]")
PASSED = {Verb.APPROVE, Verb.COUNTERSIGN, Verb.SUBSTITUTE, Verb.JUMP} | {
    *(Happening.ELAPSED, Happening.HELD, Happening.EVENT, Happening.SILENCE, Happening.EXIT)
}
"""After which somebody else has the case, if it opened anything."""


def news(happened: Happened) -> Iterator[Message]:
    """The messages that follow from the act for those outside, and for the offices whose time runs out."""
    in_vain = happened.act is not None and happened.act.because is not None
    if in_vain and happened.logged.verb == Happening.HELD.value:
        yield from _stuck(happened)
        return
    if happened.outcome is None and (happened.logged.verb in CLOCKS or in_vain):
        yield from _clock(happened)
        return
    own = _to_applicant(happened)
    if own is not None:
        yield message_to(happened, happened.own, *own)
    for waiting in happened.opened:
        if waiting.party is not None and waiting.party != happened.own:
            yield message_to(happened, waiting.party, e.WAITS, _by(waiting.due))
    yield from _not_awaited(happened)
    if happened.outcome is not None:
        yield from _ended_for_others(happened)


def message_to(happened: Happened, party: PartyRef, event: Event, words: Words) -> Message:
    """The event told to the party."""
    number = happened.application.number or ""
    of_case = {"matter": happened.title, "number": plain(number), "holder": plain(happened.holder)}
    desk = party if party.kind != ACCOUNT else PartyRef(PartyKind.OFFICE, party.id)
    return message_of(
        event,
        {**of_case, **words},
        key=f"case:{happened.case.id}:{happened.logged.seq}:{party.kind}:{party.id}",
        to=(party,),
        link=application_link(happened.application.id, happened.case.id, desk, own=party == happened.own),
        at=happened.at,
    )


def plain(words: object) -> Text:
    """The same in both languages."""
    return Text(str(words), str(words))


def clause(typed: str) -> Text:
    """What somebody typed, to stand inside a sentence."""
    return plain(typed.strip().rstrip("。．.；;，,"))


def _to_applicant(happened: Happened) -> tuple[Event, Words] | None:
    if happened.outcome is not None:
        return _ended(happened)
    act = happened.act
    if act is not None and _is_advice(happened, act):
        return None
    match happened.logged.verb:
        case Verb.SUBMIT:
            return e.SUBMITTED, _next(happened)
        case Verb.RESUBMIT:
            return e.RESUBMITTED, _next(happened)
        case Verb.ACCEPT:
            return e.ACCEPTED, {**_next(happened), **_promised(happened)}
        case Verb.RETURN if any(one.party == happened.own for one in happened.opened):
            return e.RETURNED, _to_mend(happened)
        case Verb.SUSPEND:
            return e.SUSPENDED, {"reason": clause(act.opinion if act else "")}
        case Verb.RESUME:
            return e.RESUMED, {}
        case Happening.RECKONED.value if (due := happened.case.state.due) and _moved_the_case(happened):
            return e.RECKONED, {"by": plain(due.promised or due.on)}
        case Happening.EXIT.value if happened.opened:
            return e.WENT_ROUND, {**_round(happened), **_next(happened)}
        case Happening.EVENT.value if act is not None and act.actor:
            came: Words = {"step": happened.step, "reason": clause(act.opinion)}
            return e.RESULT_CAME, {**came, **_next(happened)}
        case verb if verb == Verb.APPROVE or (verb in PASSED and happened.opened):
            return e.MOVED_ON, _next(happened)
    return None


def _is_advice(happened: Happened, act: Act) -> bool:
    """Whether it is the opinion of a colleague who was asked: the step waits for its decision as before."""
    opening = happened.case.state.opening(act.step)
    return act.verb in OPINIONS and opening is not None and opening.seq < happened.logged.seq


def _moved_the_case(happened: Happened) -> bool:
    entry = happened.logged.entry
    return entry is not None and OF_CASE in entry.dues


def _next(happened: Happened) -> Words:
    """Who has the case now."""
    named = [one.name for one in happened.opened if one.name.zh]
    if not named:
        return {}
    return {"next": Text(listed(one.zh for one in named).zh, listed(one.en for one in named).en)}


def _promised(happened: Happened) -> Words:
    due = next((one.due for one in happened.opened if one.due is not None), None)
    return _by(due, promised=True)


def _by(due: Due | None, *, promised: bool = False) -> Words:
    return {"by": plain((promised and due.promised) or due.on)} if due else {}


def _to_mend(happened: Happened) -> Words:
    act = happened.act
    points = [_point(happened, one) for one in act.defects] if act is not None else []
    remark = clause(act.opinion) if act is not None else NOTHING
    due = next((one.due for one in happened.opened if one.due is not None), None)
    if not points:
        return {"defects": remark, **_by(due)}
    # a remark of its own is none of the places counted
    told = Text("；".join(one.zh for one in points), "; ".join(one.en for one in points))
    return {"defects": told, "count": plain(len(points)), "remark": remark, **_by(due)}


def _point(happened: Happened, one: Defect) -> Text:
    """What is to be mended, with the name of the place where the place has one."""
    what, field = clause(one.what).zh, one.at.partition(".")[0]
    title = happened.places.get(one.at) or happened.places.get(field)
    return Text(f"“{title.zh}”：{what}", f"“{title.en}”: {what}") if title is not None else Text(what, what)


def _ended(happened: Happened) -> tuple[Event, Words]:
    outcome = happened.outcome
    assert outcome is not None  # noqa: S101 asked only when the case ended
    words = {"outcome": ENDS[outcome]}
    if outcome is Outcome.GRANTED:
        return e.GRANTED, words
    return e.ENDED, {**words, "reason": _reason(happened)}


def _reason(happened: Happened) -> Text:
    """Why the case ended; of one that went round a step also which that was, and on whose word."""
    found = _round(happened)
    if not found:
        return clause(happened.act.opinion if happened.act else "")
    return said(ROUND, found)


def _round(happened: Happened) -> Words:
    """Why a step was left by another way, and on whose word; nothing of any other act."""
    act = happened.act
    if act is None or act.way is None:
        return {}
    by = BY_APPLICANT if act.value == Party.INITIATOR else BY_OFFICE
    return {
        "step": happened.step,
        "why": EXITS[act.way],
        **({"whose_word": by, "reason": clause(act.opinion)} if act.actor else {}),
    }


def _not_awaited(happened: Happened) -> Iterator[Message]:
    """The party that the case went round hears of it, unless it hears of the end or has another step to do."""
    left, found = happened.left, _round(happened)
    named = PartyRef(PartyKind.ENTERPRISE, happened.application.enterprise_id or 0)
    hears = happened.outcome is not None and left == named
    if left is None or not found or hears or left in (happened.own, *(one.party for one in happened.opened)):
        return
    yield message_to(happened, left, e.NOT_AWAITED, found)


def _ended_for_others(happened: Happened) -> Iterator[Message]:
    enterprise = happened.application.enterprise_id
    if enterprise is None or happened.outcome is None:
        return
    party = PartyRef(PartyKind.ENTERPRISE, enterprise)
    if party != happened.own:
        yield message_to(happened, party, e.STAFF_ENDED, {"outcome": ENDS[happened.outcome]})


def _clock(happened: Happened) -> Iterator[Message]:
    """Whoever has the step is told that time runs out, or has; where the chain says so the office above as well."""
    late = happened.logged.verb != Happening.REMIND.value
    because = happened.act.because if happened.act is not None else None
    reason = {"reason": _unpunctuated(because)} if because is not None else {}
    for waiting in happened.late:
        above = _above(happened, waiting) if because is not None else waiting.above
        told_above = late and above is not None and (happened.escalates or because is not None)
        if waiting.whose is not None and not (told_above and above == waiting.whose):
            # who is reminded of the day that was promised is told that day
            by = _by(waiting.due, promised=not late)
            yield message_to(happened, waiting.whose, OVERDUE if late else DUE_SOON, by)
        if told_above and above is not None:
            words = {"office": waiting.name, **_by(waiting.due), **reason}
            yield message_to(happened, above, ESCALATED, words)


def _stuck(happened: Happened) -> Iterator[Message]:
    """Whoever sees to it that the case goes on is told why it could not, though what was waited for has come."""
    because = happened.act.because if happened.act is not None else None
    if because is None:
        return
    for waiting in happened.late:
        party = _above(happened, waiting)
        if party is not None:
            yield message_to(
                happened, party, STUCK, {"step": happened.step, "reason": _unpunctuated(because)}
            )


def _above(happened: Happened, waiting: Waiting) -> PartyRef | None:
    """Who sees to it that a case goes on: the office above, at the top the office itself, of a party the window's."""
    office = waiting.office_id or happened.application.office_id
    return waiting.above or (PartyRef(PartyKind.OFFICE, office) if office is not None else None)


def _unpunctuated(words: Text) -> Text:
    """A sentence, to stand inside another."""
    return Text(clause(words.zh).zh, clause(words.en).en)

"""What parties are told of an act on a case: the applicant where it stands, others what waits for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from addons.licensing.links import application_link
from addons.licensing.models import Application
from addons.licensing.telling import Message
from addons.licensing.whose import initiator_of
from approvals.assignment import PartyKind, PartyRef
from approvals.cases import CaseView
from approvals.engine import Due
from approvals.queries import Logged
from approvals.words import Happening, Outcome, Verb
from kernel.text import Text, listed

CLOCKS = frozenset({Happening.REMIND.value, Happening.OVERDUE.value})
ENDS = {
    Outcome.GRANTED: Text("已办结：准予", "granted"),
    Outcome.REFUSED: Text("已办结：不予许可", "refused"),
    Outcome.NOT_ACCEPTED: Text("不予受理", "not accepted"),
    Outcome.WITHDRAWN: Text("已撤回", "withdrawn"),
    Outcome.LAPSED: Text("已失效", "lapsed"),
    Outcome.TERMINATED: Text("已终止", "terminated"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that the act opened or that a clock speaks of: whose it is, and by when it is to be done."""

    party: PartyRef | None
    office_id: int | None
    name: Text
    """Of the enterprise or the office, as people read it."""
    due: Due | None


@dataclass(frozen=True, slots=True)
class Happened:
    """An act on a case with everything that is told of it."""

    application: Application
    title: Text
    """Of the matter."""
    holder: str
    case: CaseView
    logged: Logged
    opened: Sequence[Waiting]
    late: Waiting | None
    """Of a clock: the step that it is about."""
    at: datetime

    @property
    def own(self) -> PartyRef:
        """The party that applied."""
        return initiator_of(self.application)

    @property
    def outcome(self) -> Outcome | None:
        """How the case ended, if this act ended it."""
        ended = self.case.state.seq == self.logged.seq
        return self.case.state.outcome if ended else None


def news(happened: Happened) -> Iterator[Message]:
    """The messages that follow from the act."""
    if happened.outcome is None and happened.logged.verb in CLOCKS:
        yield from _clock(happened)
        return
    said = _to_applicant(happened)
    if said is not None:
        yield _message(happened, happened.own, *said)
    for waiting in happened.opened:
        if waiting.party is not None and waiting.party != happened.own:
            yield _message(happened, waiting.party, *_waits(happened, waiting))
    if happened.outcome is not None:
        yield from _ended_for_others(happened)


def _to_applicant(happened: Happened) -> tuple[Text, Text] | None:
    logged, name = happened.logged, _named(happened)
    if happened.outcome is not None:
        return _ended(happened)
    match logged.verb:
        case Verb.SUBMIT | Verb.RESUBMIT:
            again = logged.verb == Verb.RESUBMIT
            title = Text("补正已提交", "Corrections submitted") if again else Text("申请已提交", "Submitted")
            return title, _next(happened, name)
        case Verb.APPROVE:
            return Text("申请有进展", "Your application moved on"), _next(happened, name)
        case Verb.ACCEPT:
            return Text("申请已受理", "Accepted"), _accepted(happened, name)
        case Verb.RETURN if any(one.party == happened.own for one in happened.opened):
            return _to_mend(happened, name)
    return None


def _next(happened: Happened, name: Text) -> Text:
    """Who has the case now."""
    named = [one.name for one in happened.opened if one.name.zh]
    whose = Text(listed(one.zh for one in named).zh, listed(one.en for one in named).en)
    if not happened.opened:
        return Text(f"{name.zh}已提交。", f"{name.en} was submitted.")
    return Text(f"{name.zh}现由 {whose.zh} 办理。", f"{name.en} is now with {whose.en}.")


def _accepted(happened: Happened, name: Text) -> Text:
    due = next((one.due for one in happened.opened if one.due is not None), None)
    if due is None:
        return _next(happened, name)
    by = due.promised or due.on
    return Text(f"{name.zh}已受理，预计 {by} 前办结。", f"{name.en} was accepted; a decision is due by {by}.")


def _to_mend(happened: Happened, name: Text) -> tuple[Text, Text]:
    act = happened.logged.entry.act if happened.logged.entry is not None else None
    points = [_clause(one.what) for one in act.defects] if act is not None else []
    remark = _clause(act.opinion) if act is not None else ""
    due = next((one.due for one in happened.opened if one.due is not None), None)
    by = Text(f"请于 {due.on} 前补正。", f" Correct it by {due.on}.") if due else Text("请补正。", "")
    count = Text(f"，共 {len(points)} 处", f", {len(points)} points") if points else Text("", "")
    # a remark of its own is none of the places counted
    more = Text(f"补充说明：{remark}。", f" Remark: {remark}.") if points and remark else Text("", "")
    said = "；".join(points) or remark
    body = Text(
        f"{name.zh}被退回{count.zh}：{said}。{more.zh}{by.zh}补正期间办理时限停止计算。",
        f"{name.en} was returned{count.en}: {said}.{more.en}{by.en} Meanwhile the clock stands still.",
    )
    return Text("请补正申请", "Please correct your application"), body


def _clause(typed: str) -> str:
    """What somebody typed, to stand inside a sentence."""
    return typed.strip().rstrip("。．.；;，,")


def _ended(happened: Happened) -> tuple[Text, Text]:
    outcome = happened.outcome
    assert outcome is not None  # noqa: S101 asked only when the case ended
    word, name = ENDS[outcome], _named(happened)
    opinion = happened.logged.entry.act.opinion if happened.logged.entry is not None else ""
    why = (
        Text(f"理由：{_clause(opinion)}。", f" Reason: {_clause(opinion)}.")
        if opinion and outcome is not Outcome.GRANTED
        else None
    )
    got = Text("证书和文书可在“我的申请”里下载。", " Certificate and letter are yours to download.")
    more = got if outcome is Outcome.GRANTED else why or Text("", "")
    return (
        Text(f"申请{word.zh}", f"Application {word.en}"),
        Text(f"{name.zh}{word.zh}。{more.zh}", f"{name.en} was {word.en}.{more.en}"),
    )


def _waits(happened: Happened, waiting: Waiting) -> tuple[Text, Text]:
    due = waiting.due
    by = Text(f"，请于 {due.on} 前办理", f", please by {due.on}") if due else Text("", "")
    number = happened.application.number
    return (
        Text("有一件申请待您确认", "An application waits for you"),
        Text(
            f"{happened.holder} 的“{happened.title.zh}”申请（办件 {number}）等您确认{by.zh}。",
            f"“{happened.title.en}” of {happened.holder} (case {number}) waits for you{by.en}.",
        ),
    )


def _ended_for_others(happened: Happened) -> Iterator[Message]:
    enterprise = happened.application.enterprise_id
    if enterprise is None or happened.outcome is None:
        return
    party = PartyRef(PartyKind.ENTERPRISE, enterprise)
    if party == happened.own:
        return
    word = ENDS[happened.outcome]
    number = happened.application.number
    body = Text(
        f"{happened.holder} 的“{happened.title.zh}”申请（办件 {number}）{word.zh}。",
        f"“{happened.title.en}” of {happened.holder} (case {number}) was {word.en}.",
    )
    yield _message(happened, party, Text(f"职工申请{word.zh}", f"Application of your staff {word.en}"), body)


def _clock(happened: Happened) -> Iterator[Message]:
    """Whoever has the step is told that time runs out, or has."""
    waiting = happened.late
    if waiting is None:
        return
    party = waiting.party
    if party is None and waiting.office_id is not None:
        party = PartyRef(PartyKind.OFFICE, waiting.office_id)
    if party is None:
        return
    late = happened.logged.verb == Happening.OVERDUE.value
    title = Text("办件已超期", "A case is overdue") if late else Text("办件即将到期", "A case is due soon")
    on = waiting.due.on if waiting.due is not None else None
    by = Text(f"，最后一天是 {on}", f"; the last day is {on}") if on else Text("", "")
    number = happened.application.number
    body = Text(
        f"{happened.holder} 的“{happened.title.zh}”（办件 {number}）等您办理{by.zh}。",
        f"“{happened.title.en}” of {happened.holder} (case {number}) waits for you{by.en}.",
    )
    yield _message(happened, party, title, body)


def _named(happened: Happened) -> Text:
    number = happened.application.number
    return Text(
        f"您的“{happened.title.zh}”申请（办件 {number}）",
        f"Your application “{happened.title.en}” (case {number})",
    )


def _message(happened: Happened, party: PartyRef, title: Text, body: Text) -> Message:
    return Message(
        key=f"case:{happened.case.id}:{happened.logged.seq}:{party.kind}:{party.id}",
        to=(party,),
        title=title,
        body=body,
        link=application_link(happened.application.id, happened.case.id, party, own=party == happened.own),
        at=happened.at,
    )

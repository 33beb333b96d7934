"""What happened to an application and what is still to come, as an applicant reads it; pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from approvals.acts.leading import leads
from approvals.casefile.demanding import is_to_party
from approvals.chains.definition import Step
from approvals.engine import Act, CompiledChain, State
from approvals.engine.acts import Deed
from approvals.engine.permitting import OUTCOMES
from approvals.engine.telling import EXITS
from approvals.engine.walking import OF_PARTIES
from approvals.words import OPINIONS, Exit, Happening, Outcome, Party, StepKind, Verb
from kernel.clock import LOCAL
from kernel.text import Text

NOTHING = Text("", "")
Whom = Callable[[str, int], Text]
"""Who had the step when that entry of the log was written: an enterprise, an office; nothing when nobody is known."""
Told = tuple[int, Act]
"""An act with the number of its entry."""


class PointState(StrEnum):
    """How a point is drawn."""

    DONE = "done"
    NOW = "now"
    WARN = "warn"
    BAD = "bad"
    AHEAD = "todo"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the course: its title, the facts below it, and what was said."""

    state: PointState
    title: Text
    facts: Text = NOTHING
    words: str = ""
    letter: int = 0
    """The entry of the log whose letter says everything that was to be mended."""


SAID: Mapping[Deed, tuple[PointState, Text]] = {
    Verb.SUBMIT: (PointState.DONE, Text("已提交", "submitted")),
    Verb.RESUBMIT: (PointState.DONE, Text("已交回补正", "corrected and handed back")),
    Verb.ACCEPT: (PointState.DONE, Text("已受理", "accepted")),
    Verb.NOT_ACCEPT: (PointState.BAD, Text("不予受理", "not accepted")),
    Verb.APPROVE: (PointState.DONE, Text("已通过", "approved")),
    Verb.REJECT: (PointState.BAD, Text("不予通过", "rejected")),
    Verb.RETURN: (PointState.WARN, Text("退回补正", "returned for correction")),
    Verb.WITHDRAW: (PointState.BAD, Text("您撤回了申请", "you withdrew the application")),
    Happening.REMIND: (PointState.DONE, Text("临近期限，已提醒", "near its limit, reminded")),
    Happening.EVENT: (PointState.DONE, Text("收到外部结果", "a result came from outside")),
    Happening.OVERDUE: (PointState.WARN, Text("已超过期限", "past its limit")),
}
BETWEEN_OFFICES = Text("退回上一环节重新办理", "sent back within the offices")
CONFIRMED = Text("已确认并提交", "confirmed and submitted")
UNTITLED: Mapping[str, Text] = MappingProxyType({})
ENDS: Mapping[Outcome, PointState] = {Outcome.GRANTED: PointState.DONE}


def timeline(
    chain: CompiledChain,
    state: State,
    acts: Iterable[Told],
    *,
    whom: Whom,
    result: Text | None,
    titles: Mapping[str, Text] = UNTITLED,
) -> Sequence[Point]:
    """The acts in order, the step that waits now, the steps to come, and what comes of it.

    `titles` are those of the answers that an office may have corrected.
    """
    points: list[Point] = []
    for seq, act in _without_advice(acts):
        point = _happened(chain, act, whom(act.step, seq))
        points += [] if point is None else [replace(point, letter=seq if _has_letter(chain, act) else 0)]
        if act.edits:
            points.append(_corrected(act, titles))
    if state.outcome is not None:
        return (*points, _ended(state.outcome, result))
    points += [_waiting(chain.steps[opening.step], whom, state) for opening in state.open]
    points += [Point(PointState.AHEAD, step.title) for step in _coming(chain, state)]
    ahead = [] if result is None else [Point(PointState.AHEAD, result)]
    # the guide may call what comes of it as the last step is called: it is said once
    return (*points, *(ahead if points[-1:] != ahead else ()))


def moment(at: datetime) -> str:
    """The moment as the office writes it."""
    return at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")


def _without_advice(acts: Iterable[Told]) -> Iterator[Told]:
    """The acts but for the opinions that colleagues were asked for: they decide nothing and stay in the office."""
    asked: dict[str, str] = {}
    for seq, act in acts:
        seat = act.on_behalf or act.actor
        if act.verb in OPINIONS and asked.get(act.step) == seat:
            del asked[act.step]
            continue
        if act.verb is Verb.DELEGATE:
            asked[act.step] = act.people[0]
        elif act.verb is Verb.JUMP:
            asked.clear()
        elif act.verb in (Verb.TRANSFER, Verb.TAKE_BACK):
            asked.pop(act.step, None)
        yield seq, act


def _happened(chain: CompiledChain, act: Act, whom: Text) -> Point | None:
    if act.verb is Happening.EXIT and act.way is not None:
        return _left(chain, act, act.way)
    if act.verb not in SAID:
        return None
    state, said = SAID[act.verb]
    step = chain.steps.get(act.step)
    if step is not None and step.kind is StepKind.CONFIRM and act.verb is Verb.APPROVE:
        said = CONFIRMED
    within = act.verb is Verb.RETURN and act.to in chain.steps and chain.steps[act.to].kind not in OF_PARTIES
    if within:
        # one office tells another what to look at again: no word of it is to the applicant
        return Point(state, _of(step, BETWEEN_OFFICES) if step else BETWEEN_OFFICES, _facts(moment(act.at)))
    title = said if step is None or act.verb is Verb.WITHDRAW else _of(step, said)
    number = len(act.defects)
    told = Text(f"共 {number} 处", f"{number} {'point' if number == 1 else 'points'}") if number else NOTHING
    return Point(state, title, _facts(moment(act.at), whom, told), act.opinion)


def _has_letter(chain: CompiledChain, act: Act) -> bool:
    """Whether an office returned the case to a party."""
    by, to = chain.steps.get(act.step), chain.steps.get(act.to)
    returned = act.verb is Verb.RETURN and bool(act.defects)
    return returned and is_to_party(by.kind if by else None, to.kind if to else None)


def _left(chain: CompiledChain, act: Act, way: Exit) -> Point:
    """A step that was left by another way: on whose word, why, and where the application went."""
    step = chain.steps[act.step]
    to = leads(chain, step, way)
    by = NOTHING
    if act.actor:
        own = act.value == Party.INITIATOR
        by = (
            Text("申请人登记", "reported by the applicant")
            if own
            else Text("办理机构登记", "reported by the office")
        )
    went = Text(f"转到：{to.zh}", f"goes on: {to.en}") if to is not None else NOTHING
    return Point(PointState.WARN, _of(step, EXITS[way]), _facts(moment(act.at), by, went), act.opinion)


def _corrected(act: Act, titles: Mapping[str, Text]) -> Point:
    """Answers that were changed with the act, each with what it was."""
    edits = [(titles.get(one.at, Text(one.at, one.at)), one.was or "—", one.now or "—") for one in act.edits]
    said = Text(
        "；".join(f"{title.zh} {was} → {now}" for title, was, now in edits),
        "; ".join(f"{title.en} {was} → {now}" for title, was, now in edits),
    )
    return Point(
        PointState.WARN,
        Text("更正了您填的内容", "your answers were corrected"),
        _facts(moment(act.at), said),
    )


def _of(step: Step, said: Text) -> Text:
    return Text(f"{step.title.zh}：{said.zh}", f"{step.title.en}: {said.en}")


def _facts(*parts: str | Text) -> Text:
    texts = [part if isinstance(part, Text) else Text(part, part) for part in parts]
    return Text(
        " · ".join(text.zh for text in texts if text.zh), " · ".join(text.en for text in texts if text.en)
    )


def _waiting(step: Step, whom: Whom, state: State) -> Point:
    opening = state.opening(step.name)
    correcting = state.correction is not None and state.correction.step == step.name
    due = opening.due if opening else None
    day = due and (due.promised or due.on)
    by = Text(f"预计 {day} 前完成", f"expected by {day}") if day else NOTHING
    if day and (correcting or step.party in (Party.INITIATOR, Party.HOLDER, Party.EMPLOYER)):
        by = Text(f"请在 {day} 前办理", f"to be done by {day}")
    title = _of(step, Text("等待补正", "waiting for the correction")) if correcting else step.title
    return Point(PointState.NOW, title, _facts(whom(step.name, state.seq + 1), by))


def _coming(chain: CompiledChain, state: State) -> Iterator[Step]:
    """The steps that come whatever is decided: those in branches depend on answers, so they are left out."""
    last = max((chain.order[one.step] for one in state.open), default=-1)
    for name, step in chain.steps.items():
        if chain.order[name] > last and chain.places[name].owner is None and step.kind is not StepKind.AUTO:
            yield step


def _ended(outcome: Outcome, result: Text | None) -> Point:
    word = OUTCOMES[outcome]
    title = Text(f"已办结：{word.zh}", f"Closed: {word.en}")
    facts = result if outcome is Outcome.GRANTED and result is not None else NOTHING
    return Point(ENDS.get(outcome, PointState.BAD), title, facts)

"""What somebody reports of a case: a party is silent, nothing can be delivered, a result came from outside.

Nobody decides anything by it: the chain says what follows. It is logged with who reported it and why.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from approvals.acts.bringing import brought_about, scene_of
from approvals.acts.exits import no_wait_for, waits_passed
from approvals.acts.leading import leads
from approvals.acts.meanwhile import refuse_overtaken
from approvals.acts.recording import Scene
from approvals.cases.queries import case_history
from approvals.cases.view import CaseView, no_such_case
from approvals.chains.definition import Step
from approvals.engine import Act, CompiledChain, awaited
from approvals.engine.filing import exits_now
from approvals.engine.refusing import refuse_closed
from approvals.engine.telling import EXITS
from approvals.people.assignment import Standing
from approvals.people.authority import in_whose_place, may_see
from approvals.people.concerned import refuse_concerned
from approvals.words import Exit, Happening
from kernel.errors import Conflict, Invalid, NotAllowed, TongbanError
from kernel.registry import Registry
from kernel.text import Text

LONGEST = 2_000


class What(StrEnum):
    PARTY_SILENT = "party_silent"
    UNDELIVERABLE = "undeliverable"
    EVENT = "event"
    """Something that a step waits for has come from outside."""


WAYS = {What.PARTY_SILENT: Exit.PARTY_SILENT, What.UNDELIVERABLE: Exit.UNDELIVERABLE}
WORDS = {
    What.PARTY_SILENT: Text("登记当事人不配合", "Record that the party does not cooperate"),
    What.UNDELIVERABLE: Text("登记无法送达", "Record that nothing can be delivered"),
    What.EVENT: Text("登记外部结果", "Record a result from outside"),
}


@dataclass(frozen=True, slots=True)
class Reportable:
    """Something that may be reported now: at which step, of which event, and where the case goes by it."""

    what: What
    step: str
    title: Text
    """Of the step."""
    event: str = ""
    to: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is reported, by whom, and the revision that they were looking at; an event goes by its own name."""

    what: What
    seen: int
    standing: Standing
    registry: Registry
    now: datetime
    words: str
    """Why, how delivery was tried, or what the result is and under which number."""
    step: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """The case as it stands, and the first entry of its log that says so."""

    case: CaseView
    entry: int


def reportable(chain: CompiledChain, case: CaseView) -> Sequence[Reportable]:
    """What may be reported of the case by those who have a say in it; pure."""
    if case.state.outcome is not None or case.state.suspended:
        return ()
    found: list[Reportable] = []
    for opening in case.state.open:
        step = chain.steps[opening.step]
        for what, way in WAYS.items():
            if way in exits_now(chain, case.state, step.name):
                found.append(Reportable(what, step.name, step.title, to=leads(chain, step, way)))
        if step.event:
            found.append(Reportable(What.EVENT, step.name, step.title, event=step.event))
    return found


def report(session: Session, case_id: int, said: Report) -> Reported:
    """It is on record, and the case has gone where its chain says; what was reported before is told again."""
    refuse_wordless(said.words)
    scene, case = scene_of(session, case_id, now=said.now, registry=said.registry)
    place = in_whose_place(session, said.standing, case_id)
    if place is None:
        raise _not_theirs(session, case_id, said.standing)
    refuse_concerned(session, said.registry, scene.chain, case, said.standing)
    if said.what is What.EVENT:
        return _came(scene, case, said, place)
    return left(scene, case, said, on_behalf=place)


def left(scene: Scene, case: CaseView, said: Report, *, on_behalf: str = "", value: str = "") -> Reported:
    """The open step is left by the way of the report, with who reported it and why."""
    way = WAYS[said.what]
    _refuse_stale(scene, case, said)
    step = scene.chain.steps.get(said.step)
    if case.state.outcome is None and (step is None or way not in _ways(scene, case, said.step)):
        raise no_way(step, way)
    act = Act(
        verb=Happening.EXIT,
        at=said.now,
        actor=said.standing.name,
        step=said.step,
        opinion=said.words.strip(),
        way=way,
        value=value,
        on_behalf=on_behalf,
    )
    entry = case.state.seq + 1
    return Reported(brought_about(scene, case, act), entry)


def _ways(scene: Scene, case: CaseView, step: str) -> Collection[Exit]:
    """The ways by which the step may be left now; of one that is not open the case itself says what there is."""
    if case.state.opening(step) is None:
        return scene.chain.steps[step].exits
    return exits_now(scene.chain, case.state, step)


def refuse_wordless(words: str) -> None:
    """Raises unless it is said why, in no more words than anybody reads."""
    if not words.strip():
        raise Invalid(
            Text("没有写明理由。", "It is not said why."),
            remedy=Text(
                "请写明情况、依据或外部文书的编号。", "Say what happened, on what ground, or give the number."
            ),
            place="opinion",
        )
    if len(words) > LONGEST:
        raise Invalid(
            Text(f"写了 {len(words)} 字，最多 {LONGEST} 字。", f"{len(words)} characters are too many."),
            remedy=Text("请写得简短些。", f"Keep it to {LONGEST} characters."),
            place="opinion",
        )


def _came(scene: Scene, case: CaseView, said: Report, on_behalf: str) -> Reported:
    """The waits for the event are passed; the same told once more comes to the same."""
    words, entry = said.words.strip(), case.state.seq + 1
    waiting = [] if case.state.outcome is not None else list(awaited(scene.chain, case.state, said.event))
    if not any(one.step in waiting and one.seq <= said.seen for one in case.state.open):
        known = _told_before(scene, case, said, since=said.seen if waiting else 0)
        if known:
            return Reported(case, known)
        _refuse_stale(scene, case, replace(said, step=next(iter(waiting), "")))
        refuse_closed(case.state)
        if not waiting:
            raise no_wait_for(said.event)
    act = Act(
        verb=Happening.EVENT,
        at=said.now,
        actor=said.standing.name,
        opinion=words,
        value=said.event,
        on_behalf=on_behalf,
    )
    return Reported(waits_passed(scene, case, act), entry)


def _told_before(scene: Scene, case: CaseView, said: Report, *, since: int) -> int:
    """The first entry of the latest time that the same was reported in the same words; 0 when it never was."""
    wanted = (Happening.EVENT, said.event, said.words.strip())
    found = [
        one
        for one in case_history(scene.session, case.id)
        if one.entry is not None
        and one.seq > since
        and (one.entry.act.verb, one.entry.act.value, one.entry.act.opinion) == wanted
    ]
    # one report passes several waits, each with an entry of its own
    return next((one.seq for one in found if one.at == found[-1].at), 0)


def _refuse_stale(scene: Scene, case: CaseView, said: Report) -> None:
    name = said.standing.name
    refuse_overtaken(scene.connection, scene.chain, case, step=said.step, seen=said.seen, actor=name)


def _not_theirs(session: Session, case_id: int, standing: Standing) -> TongbanError:
    if not may_see(session, standing, case_id):
        return no_such_case(case_id)
    return NotAllowed(
        Text("这个办件只是抄送给您看的。", "You were only shown this case."),
        remedy=Text("请由办理机构登记，或告诉他们。", "Let the office record it, or tell them."),
        place="case",
    )


def no_way(step: Step | None, way: Exit) -> Conflict:
    """Said where the chain does not say what follows; who looks after the office can still help."""
    words = EXITS[way]
    title = step.title if step is not None else Text("这一步", "this step")
    return Conflict(
        Text(
            f"审批链没有写明“{title.zh}”{words.zh}时怎么办。",
            f"The chain does not say what follows at “{title.en}” when {words.en}.",
        ),
        remedy=Text(
            "可以催办；确需处理的，请由督办人员终止、跳转或改派。",
            "Urge it; whoever looks after the office may also terminate, jump or assign.",
        ),
        place="step",
    )

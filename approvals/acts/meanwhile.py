"""What to tell somebody who comes too late: who did what while their page was open."""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select

from approvals.cases.statements import DECISION
from approvals.cases.view import TASK, CaseView, TaskAtHand, no_such_case
from approvals.chains.definition import Step
from approvals.engine import Act, Actor, CompiledChain
from approvals.engine.acts import DEEDS
from approvals.engine.deciding import STAYING
from approvals.engine.permitting import OUTCOMES
from approvals.engine.telling import deed_text
from approvals.people.assignment import Standing
from approvals.words import NAMING, OF_ADMINS, Happening, Verb
from kernel.access import names_of
from kernel.clock import LOCAL
from kernel.errors import Conflict
from kernel.text import Text

FREE = OF_ADMINS | {Verb.WITHDRAW, Verb.URGE, Verb.TAKE_BACK, Verb.SUBSTITUTE, Verb.COUNTERSIGN}
"""Verbs of somebody who need not have the task."""
MOVING = (frozenset(Verb) - STAYING) | {Happening.EXIT, Happening.EVENT}
"""What takes a step away from whoever has it open."""
WHOLE = Text("整个办件", "the whole case")
QUIET = NAMING | {Verb.URGE, Happening.REMIND, Happening.OVERDUE, Happening.RECKONED, Happening.VANISHED}
"""What leaves a case where it stands, if it opens no step."""
SINCE = (
    select(DECISION.c.seq, DECISION.c.at, DECISION.c.verb, DECISION.c.step, DECISION.c.actor)
    .where(DECISION.c.case_id == bindparam("case"), DECISION.c.seq > bindparam("seen"))
    .order_by(DECISION.c.seq)
)


def refuse_overtaken(
    connection: Connection, chain: CompiledChain, case: CaseView, *, step: str, seen: int, actor: str
) -> None:
    """Raises when the step is no longer the one the actor was looking at, naming what happened."""
    if seen > case.state.seq:
        raise never_so_far(case.state.seq, seen)
    told = _overtaking(connection, case, step, seen) if seen < case.state.seq else None
    if told is None:
        return
    at = f"{told.at.astimezone(LOCAL):%m-%d %H:%M}"
    verb, end = _verb(told.verb), _end(case)
    at_step = chain.steps[told.step].title if told.step in chain.steps else WHOLE
    if told.actor == actor and told.step == step:
        raise Conflict(
            Text(
                f"您已于 {at} 办理过“{at_step.zh}”（{verb.zh}）。{end.zh}",
                f"You did “{at_step.en}” already at {at} ({verb.en}).{end.en}",
            ),
            remedy=Text(
                "不必重复提交；请按最新的页面接着办。",
                "No need to send it again; go on from the page as it is now.",
            ),
            place="case",
        )
    who = names_of(connection, [told.actor]).get(told.actor, told.actor)
    raise Conflict(
        Text(
            f"您打开页面后，{who or '系统'} 已于 {at} {verb.zh}“{at_step.zh}”。{end.zh}",
            f"Since you opened the page, {who or 'the platform'} did “{verb.en}” at “{at_step.en}” ({at}).{end.en}",
        ),
        remedy=Text(
            "您的操作没有生效；请在最新的页面上看清现在的情况再办理。",
            "Your act was not carried out; look at the page as it is now before you act.",
        ),
        place="case",
    )


def never_so_far(seq: int, seen: int) -> Conflict:
    """Said of a page that knows more of the case than its log: it is of another installation, or made up."""
    return Conflict(
        Text(
            f"您说看到的是第 {seen} 版，这个办件现在只到第 {seq} 版。",
            f"You say that you saw revision {seen}; the case has come to {seq} only.",
        ),
        remedy=Text(
            "请重新打开办件，在最新的页面上办理。", "Open the case again and act on the page as it is now."
        ),
        place="case",
    )


def _overtaking(connection: Connection, case: CaseView, step: str, seen: int) -> Any:
    """The entry of the log since then by which the act comes too late; None when it is as it was looked at."""
    state, opening = case.state, case.state.opening(step)
    if state.outcome is None and opening is not None and opening.seq <= seen:
        return None
    since = connection.execute(SINCE, {"case": case.id, "seen": seen}).all()
    if step or state.outcome is not None:
        # the act that took the step away says more than whatever came before or after it
        return next((row for row in since if row.step == step and row.verb in MOVING), since[-1])
    # an act on the whole case is about where it stands: whatever has moved it is to be seen first
    moves = [row for row in since if row.verb not in QUIET]
    if not moves and all(one.seq <= seen for one in state.open):
        return None
    return moves[-1] if moves else since[-1]


def refuse_strangers(connection: Connection, case_id: int, actor: Standing) -> None:
    """Raises unless one of the actor's parties has ever had a task in the case."""
    mine = [and_(TASK.c.party_kind == party.kind, TASK.c.party_id == party.id) for party in actor.parties]
    had = mine and connection.scalar(select(TASK.c.id).where(TASK.c.case_id == case_id, or_(*mine)).limit(1))
    if not had:
        raise no_such_case(case_id)


def refuse_claimed(connection: Connection, step: Step, task: TaskAtHand, act: Act, actor: Actor) -> None:
    """Raises when somebody else has claimed the task, or nobody has where somebody must."""
    if act.verb in FREE or (actor.admin and act.verb is Verb.TRANSFER):
        return
    refuse_taken(connection, task, actor.names)
    if step.taken_first and step.name in actor.steps and task.free:
        raise to_be_claimed(step)


def to_be_claimed(step: Step) -> Conflict:
    """Said of a step that somebody has to take for themselves before acting."""
    return Conflict(
        Text(f"“{step.title.zh}”要先认领再办理。", f"Claim the step “{step.title.en}” before acting."),
        remedy=Text("请先点“认领”。", "Claim it first."),
        place=step.name,
    )


def refuse_taken(connection: Connection, task: TaskAtHand, names: frozenset[str]) -> None:
    """Raises when somebody else has claimed the task."""
    by = task.claimed_by
    if by is not None and by not in names:
        who = names_of(connection, [by]).get(by, by)
        raise Conflict(
            Text(f"这个待办已由 {who} 认领。", f"{who} has claimed this task."),
            remedy=Text("请由其办理，或请其释放后再办。", "Let them do it, or ask them to release it."),
            place="case",
        )


def _verb(word: str) -> Text:
    return deed_text(DEEDS[word])


def _end(case: CaseView) -> Text:
    if case.state.outcome is None:
        return Text("", "")
    word = OUTCOMES[case.state.outcome]
    return Text(f"办件已办结（{word.zh}）。", f" The case is closed ({word.en}).")

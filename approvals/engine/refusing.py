"""The refusals of acts: what is in the way, and what may be done instead; pure."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from approvals.chains.definition import Step
from approvals.engine.acts import Act, Actor
from approvals.engine.compiling import CompiledChain
from approvals.engine.openings import Opening
from approvals.engine.state import State
from approvals.engine.telling import OUTCOMES, VERBS, told
from approvals.engine.voting import unsigned
from approvals.words import Verb
from kernel.clock import LOCAL, local_day
from kernel.errors import Conflict, ExpressionError, Invalid, NotAllowed
from kernel.text import Text, listed

OVERLAP = 60
"""Acts that begin so many seconds from one another may reach the case in the other order; they are then as of one moment."""


def refuse_closed(state: State) -> None:
    """Raises when the case has come to its end."""
    if state.outcome is not None:
        word = OUTCOMES[state.outcome]
        raise Conflict(
            Text(f"办件已办结（{word.zh}）。", f"The case is closed ({word.en})."),
            remedy=Text(
                "办结的办件不能再办理；确有需要请重新申请。",
                "A closed case cannot be changed; start a new one if need be.",
            ),
            place="case",
        )


def in_order(state: State, act: Act) -> Act:
    """The act, never earlier than the last entry of the log; refused when the machine's clock has gone back."""
    if not state.at:
        if all(one.since <= local_day(act.at) for one in state.open):
            return act
        last = f"{max(one.since for one in state.open)}"
    elif (back := state.at - act.at.timestamp()) <= 0:
        return act
    else:
        before = datetime.fromtimestamp(state.at, UTC)
        if back <= OVERLAP:
            return replace(act, at=before)
        last = _minute(before)
    raise Conflict(
        Text(
            f"服务器的时钟倒退了：这个办件的上一笔记录是 {last}，时钟现在是 {_minute(act.at)}。",
            f"The server's clock has gone back: the last entry of this case is of {last}, "
            f"and the clock says {_minute(act.at)}.",
        ),
        remedy=Text(
            "办件没有变动；请管理员校准服务器时钟后再办。",
            "Nothing has changed; let the administrator set the server's clock right.",
        ),
        place=act.step or "case",
    )


def refuse_suspended(state: State) -> None:
    """Raises while the case rests."""
    if state.suspended:
        raise Conflict(
            Text(f"办件已中止：{state.suspended}", f"The case is suspended: {state.suspended}"),
            remedy=Text(
                "恢复办理后才能继续；请等通知，或请管理员恢复。",
                "It goes on when it is resumed; wait for word, or ask the administrator to resume it.",
            ),
            place="case",
        )


def refuse_stranger(actor: Actor) -> None:
    """Raises unless the case is the actor's own."""
    if not actor.initiator:
        raise NotAllowed(
            Text("只有申请人可以撤回申请。", "Only the applicant may withdraw the application."),
            remedy=Text("请由申请人本人操作。", "Let the applicant do it."),
            place="case",
        )


def refuse_own(step: Step) -> None:
    """Raises: who began a case does not decide it."""
    raise NotAllowed(
        Text("不能审批自己发起的办件。", "Nobody decides a case they have started."),
        remedy=Text("请由本机构另一位经办人办理。", "Let a colleague of your office decide it."),
        place=step.name,
    )


def refuse_apart(chain: CompiledChain, step: Step, state: State, names: Collection[str]) -> None:
    """Raises when one of these accounts did a step that is kept apart from this one."""
    why = kept_apart(chain, step, state, names)
    if why is not None:
        remedy = Text("请由本机构另一位经办人办理。", "Let a colleague of your office do it.")
        raise NotAllowed(why, remedy=remedy, place=step.name)


def kept_apart(chain: CompiledChain, step: Step, state: State, names: Collection[str]) -> Text | None:
    """Why one of these accounts does not do the step: it did another that is kept apart from it."""
    done = _done_apart(step, state, names)
    return _said_apart(chain, step, done) if done else None


def _done_apart(step: Step, state: State, names: Collection[str]) -> list[str]:
    return [name for name in step.apart if not set(names).isdisjoint(state.did(name))]


def _said_apart(chain: CompiledChain, step: Step, done: Sequence[str]) -> Text:
    titles = listed(chain.steps[name].title.zh for name in done)
    english = listed(chain.steps[name].title.en for name in done)
    return Text(
        f"您办过{titles.zh}，不能再办“{step.title.zh}”。",
        f"You did {english.en} and so cannot do “{step.title.en}”.",
    )


def refuse_unsigned_by_others(step: Step, opening: Opening) -> None:
    """Raises while somebody who was asked has not signed."""
    waiting = unsigned(opening)
    if step.votes is not None or not waiting:
        return
    names = listed(waiting)
    raise Conflict(
        Text(f"还有人没有会签：{names.zh}。", f"Not everybody has signed yet: {names.en}."),
        remedy=Text("请等其会签，或减签后再办。", "Wait for them, or remove them from the signers."),
        place=step.name,
    )


def undecided(slip: ExpressionError) -> Conflict:
    """Said when a rule of the chain cannot be decided by what is known of the case."""
    what = slip.what
    return Conflict(
        Text(
            f"审批链的一条规则现在不能判断：{what.zh}",
            f"A rule of the chain cannot be decided now: {what.en}",
        ),
        remedy=Text(
            "办件没有变动；请管理员核对审批链，或补全申请内容后再办。",
            "Nothing has changed; let the administrator check the chain, or complete the application first.",
        ),
        place="case",
    )


def not_theirs(chain: CompiledChain, opening: Opening) -> NotAllowed:
    """Said to somebody whose step it is not."""
    if opening.holder:
        return NotAllowed(
            Text(
                f"“{chain.step_title(opening.step)}”已由 {opening.holder} 办理。",
                f"The step “{opening.step}” is with {opening.holder}.",
            ),
            remedy=Text(
                "请由其办理，或请管理员改派。", "Leave it to them, or ask for it to be assigned anew."
            ),
            place=opening.step,
        )
    return NotAllowed(
        Text(
            f"“{chain.step_title(opening.step)}”不由您办理。",
            f"The step “{opening.step}” is not yours to do.",
        ),
        remedy=Text(
            "请由该步骤的经办人办理；职责有变动请联系管理员。",
            "Leave it to whoever it is assigned to, or ask the administrator.",
        ),
        place=opening.step,
    )


def wrong_verb(act: Act, verbs: Sequence[Verb], *, place: str) -> NotAllowed:
    """Said of a verb that is not among those that may be done."""
    what = Text(f"这一步不能“{told(act).zh}”。", f"“{told(act).en}” is not possible at this step.")
    if not verbs:
        remedy = Text("请联系管理员。", "Ask the administrator.")
    else:
        remedy = Text(
            f"可以：{listed(VERBS[verb].zh for verb in verbs).zh}。",
            f"Possible: {listed(VERBS[verb].en for verb in verbs).en}.",
        )
    return NotAllowed(what, remedy=remedy, place=place)


def wrong_target(chain: CompiledChain, to: str, targets: Sequence[str]) -> Invalid:
    """Said of a step to which a case cannot be brought."""
    names = listed(chain.steps[name].title.zh for name in targets)
    english = listed(chain.steps[name].title.en for name in targets)
    return Invalid(
        Text(f"不能到“{to}”这一步。", f"The case cannot go to “{to}”."),
        remedy=Text(f"可以到：{names.zh}。", f"It can go to: {english.en}."),
        place="to",
    )


def not_open(chain: CompiledChain, state: State, step: str, *, undone: bool = False) -> Conflict:
    """Said of a step that does not wait for anybody, or can no longer be taken back."""
    names = listed(chain.steps[one.step].title.zh for one in state.open)
    english = listed(chain.steps[one.step].title.en for one in state.open)
    title = chain.step_title(step)
    return Conflict(
        Text(
            f"“{title}”已经不能拿回。" if undone else f"“{title}”现在不在办理中。",
            f"The step “{step}” cannot be taken back any more."
            if undone
            else f"The step “{step}” is not open now.",
        ),
        remedy=Text(f"请刷新页面；现在的步骤是：{names.zh}。", f"Reload the page; open now: {english.en}."),
        place=step,
    )


def _minute(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}"

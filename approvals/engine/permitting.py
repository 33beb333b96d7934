"""Who may do what now, and why not; pure."""

from collections.abc import Mapping

from approvals.engine.acts import Act, Actor
from approvals.engine.compiling import CompiledChain
from approvals.engine.state import Opening, State
from approvals.engine.walking import OF_PARTIES
from approvals.words import REASONED, Outcome, StepKind, Verb
from kernel.errors import Conflict, Invalid, NotAllowed
from kernel.text import Text, listed

WHOLE_CASE = ""
"""The name under which `allowed` lists what may be done to the case whatever step is open."""
OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.GRANTED: Text("准予", "granted"),
    Outcome.REFUSED: Text("不予许可", "refused"),
    Outcome.NOT_ACCEPTED: Text("不予受理", "not accepted"),
    Outcome.WITHDRAWN: Text("已撤回", "withdrawn"),
    Outcome.LAPSED: Text("已失效", "lapsed"),
    Outcome.TERMINATED: Text("已终止", "terminated"),
}
VERBS: Mapping[Verb, Text] = {
    Verb.SUBMIT: Text("提交", "submit"),
    Verb.RESUBMIT: Text("补正后提交", "resubmit"),
    Verb.ACCEPT: Text("受理", "accept"),
    Verb.NOT_ACCEPT: Text("不予受理", "not accept"),
    Verb.APPROVE: Text("同意", "approve"),
    Verb.REJECT: Text("不同意", "reject"),
    Verb.RETURN: Text("退回补正", "return"),
    Verb.WITHDRAW: Text("撤回", "withdraw"),
}
RUN = frozenset(VERBS)
"""The verbs that can be run."""


def allowed(chain: CompiledChain, state: State, actor: Actor) -> dict[str, tuple[Verb, ...]]:
    """What the actor may do at each open step, and under `WHOLE_CASE` to the case; empty when it is closed."""
    if state.outcome is not None:
        return {}
    found = {}
    for opening in state.open:
        if opening.step in actor.steps and not _is_own(chain, state, opening.step, actor):
            found[opening.step] = verbs_at(chain, state, opening.step)
    if actor.initiator:
        found[WHOLE_CASE] = (Verb.WITHDRAW,)
    return found


def verbs_at(chain: CompiledChain, state: State, step: str) -> tuple[Verb, ...]:
    """The verbs of an open step; who corrects submits again."""
    verbs = [verb for verb in chain.steps[step].verbs if verb in RUN and verb is not Verb.WITHDRAW]
    if Verb.RETURN in verbs and not earlier(chain, state, step):
        verbs = [verb for verb in verbs if verb is not Verb.RETURN]
    if state.correction is not None and state.correction.step == step:
        verbs = [Verb.RESUBMIT if verb is Verb.SUBMIT else verb for verb in verbs]
    return tuple(verbs)


def earlier(chain: CompiledChain, state: State, step: str) -> tuple[str, ...]:
    """The steps to which a return may lead, the first one first."""
    lanes, number = chain.places[step].lanes, chain.order[step]
    found = [
        name
        for name in state.passed
        if chain.order[name] < number
        and chain.steps[name].kind is not StepKind.AUTO
        and lanes[: len(chain.places[name].lanes)] == chain.places[name].lanes
    ]
    return tuple(sorted(found, key=chain.order.__getitem__))


def refuse_forbidden(chain: CompiledChain, state: State, act: Act, actor: Actor) -> None:
    """Raises unless the act may be done now, by this actor, as it stands."""
    refuse_closed(state)
    if act.verb is Verb.WITHDRAW:
        _refuse_stranger(actor)
        return
    opening = state.opening(act.step)
    if opening is None:
        raise _not_open(chain, state, act.step)
    _refuse_others(chain, state, opening, actor)
    verbs = verbs_at(chain, state, act.step)
    if act.verb not in verbs:
        raise NotAllowed(
            Text(f"这一步不能“{_told(act).zh}”。", f"“{_told(act).en}” is not possible at this step."),
            remedy=Text(
                f"可以：{listed(VERBS[verb].zh for verb in verbs).zh}。",
                f"Possible: {listed(VERBS[verb].en for verb in verbs).en}.",
            ),
            place=act.step,
        )
    _refuse_unreasoned(chain, state, act)


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


def return_target(chain: CompiledChain, state: State, act: Act) -> str:
    """Where a return leads: where it says, or else to the last step before it that a party fills."""
    targets = earlier(chain, state, act.step)
    if not act.to:
        filled = [name for name in targets if chain.steps[name].kind is StepKind.FILL]
        return (filled or targets)[-1]
    if act.to not in targets:
        names = listed(chain.steps[name].title.zh for name in targets)
        english = listed(chain.steps[name].title.en for name in targets)
        raise Invalid(
            Text(f"不能退回到“{act.to}”。", f"The case cannot be returned to “{act.to}”."),
            remedy=Text(f"可以退回到：{names.zh}。", f"It can go back to: {english.en}."),
            place="to",
        )
    return act.to


def _refuse_others(chain: CompiledChain, state: State, opening: Opening, actor: Actor) -> None:
    if opening.step not in actor.steps:
        raise NotAllowed(
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
    if _is_own(chain, state, opening.step, actor):
        raise NotAllowed(
            Text("不能审批自己发起的办件。", "Nobody decides a case they have started."),
            remedy=Text("请由本机构另一位经办人办理。", "Let a colleague of your office decide it."),
            place=opening.step,
        )


def _is_own(chain: CompiledChain, state: State, step: str, actor: Actor) -> bool:
    return chain.steps[step].kind is StepKind.ACT and bool(actor.id) and actor.id == state.initiator


def _refuse_stranger(actor: Actor) -> None:
    if not actor.initiator:
        raise NotAllowed(
            Text("只有申请人可以撤回申请。", "Only the applicant may withdraw the application."),
            remedy=Text("请由申请人本人操作。", "Let the applicant do it."),
            place="case",
        )


def _refuse_unreasoned(chain: CompiledChain, state: State, act: Act) -> None:
    if act.verb in REASONED and not act.opinion.strip():
        raise Invalid(
            Text(f"“{_told(act).zh}”必须说明理由。", f"“{_told(act).en}” needs a reason."),
            remedy=Text("请填写意见。", "Write it into the opinion."),
            place="opinion",
        )
    if act.verb is not Verb.RETURN:
        return
    told = [defect for defect in act.defects if defect.what.strip()]
    to_party = chain.steps[return_target(chain, state, act)].kind in OF_PARTIES
    if len(told) < len(act.defects) or (to_party and not told):
        raise Invalid(
            Text("退回补正必须一次列全要补正的内容。", "A return lists everything that is to be mended."),
            remedy=Text(
                "请逐条写明哪个字段或材料有什么问题。", "Say of each field or material what is wrong with it."
            ),
            place="defects",
        )
    if not to_party and not told and not act.opinion.strip():
        raise Invalid(
            Text("退回必须说明理由。", "A return needs a reason."),
            remedy=Text("请填写意见。", "Write it into the opinion."),
            place="opinion",
        )


def _not_open(chain: CompiledChain, state: State, step: str) -> Conflict:
    names = listed(chain.steps[one.step].title.zh for one in state.open)
    english = listed(chain.steps[one.step].title.en for one in state.open)
    return Conflict(
        Text(f"“{chain.step_title(step)}”现在不在办理中。", f"The step “{step}” is not open now."),
        remedy=Text(f"请刷新页面；现在的步骤是：{names.zh}。", f"Reload the page; open now: {english.en}."),
        place=step,
    )


def _told(act: Act) -> Text:
    return (
        VERBS.get(act.verb, Text(act.verb, act.verb))
        if isinstance(act.verb, Verb)
        else Text(act.verb, act.verb)
    )

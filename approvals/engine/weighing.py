"""Whether an act says what it has to say: reasons, defects, votes, choices, names; pure."""

from collections.abc import Mapping
from datetime import date

from approvals.chains.definition import Step
from approvals.engine.acts import Act
from approvals.engine.compiling import CompiledChain
from approvals.engine.openings import Opening
from approvals.engine.oracle import Live
from approvals.engine.permitting import refuse_target, return_target
from approvals.engine.state import State
from approvals.engine.telling import told
from approvals.engine.voting import barred, is_vote, unsigned
from approvals.engine.walking import OF_PARTIES
from approvals.words import CHANGING, NAMING, OPINIONS, REASONED, StepKind, Verb, Vote
from kernel.clock import local_day
from kernel.errors import Conflict, Invalid, NotAllowed
from kernel.text import Text, listed


def choice_at(chain: CompiledChain, step: Step) -> Step | None:
    """The choice that is made at the step: its own, or the one that may still be made while a notice stands."""
    if step.kind is StepKind.CHOOSE:
        return step
    return chain.steps.get(step.choice) if step.choice else None


def offered(choice: Step, facts: Mapping[str, object]) -> tuple[tuple[str, Text], ...]:
    """What may be chosen, with what it is called, as far as the facts tell."""
    titles = {option.value: option.title for option in choice.options}
    if choice.among is None or not choice.among.names <= facts.keys():
        return tuple(titles.items())
    found = choice.among.value(facts)
    among = [str(member) for member in found] if isinstance(found, list | tuple) else []
    values = [value for value in titles if value in among] if titles else among
    return tuple((value, titles.get(value, Text(value, value))) for value in values)


def chosen_by(chain: CompiledChain, act: Act) -> tuple[str, str] | None:
    """What later rules are to read of the act as `chosen_<step>`: the option, or how a confirmation was had."""
    step = chain.steps.get(act.step)
    if step is None:
        return None
    if (choice := choice_at(chain, step)) is not None:
        return choice.name, act.value
    return (step.name, act.verb.value) if step.name in chain.choices else None


def refuse_unfit(chain: CompiledChain, state: State, act: Act, live: Live, *, admin: bool) -> None:
    """Raises unless the act says everything that it needs, and nothing impossible; an `admin` looks after the office."""
    if act.verb in OPINIONS:
        _refuse_wordless(state, act)
    if act.verb in REASONED or (act.verb is Verb.COUNTERSIGN and act.value == Vote.DISAGREE):
        _refuse_unreasoned(act)
    step = chain.steps.get(act.step)
    if act.verb in NAMING and step is not None:
        _refuse_names(step, state, act, admin=admin)
    if act.edits:
        _refuse_edits(step, act)
    if act.days:
        _refuse_term(chain, state, act)
    match act.verb:
        case Verb.RETURN:
            _refuse_incomplete(chain, state, act)
        case Verb.JUMP:
            refuse_target(chain, act)
        case Verb.COUNTERSIGN:
            _refuse_value(act, tuple(Vote), Text("会签", "vote"))
        case Verb.URGE:
            refuse_impatient(state, act.step, act.on_behalf or act.actor, local_day(act.at))
        case Verb.SUBSTITUTE if step is not None:
            _refuse_unfounded(step, live)
        case Verb.SUBMIT if step is not None and (choice := choice_at(chain, step)) is not None:
            _refuse_value(act, _options(choice, live), Text("选项", "option"))


def _refuse_wordless(state: State, act: Act) -> None:
    """Raises when a colleague who was asked for an opinion hands the step back without one."""
    opening = state.opening(act.step)
    if opening is None or not opening.lender or act.opinion.strip() or is_vote(opening, act):
        return
    if opening.holder == (act.on_behalf or act.actor):
        raise Invalid(
            Text("同事请您写意见，意见还空着。", "A colleague asked for your opinion, and it is empty."),
            remedy=Text("请写明意见后再交回。", "Write your opinion, then hand it back."),
            place="opinion",
        )


def _refuse_unreasoned(act: Act) -> None:
    if not act.opinion.strip():
        raise Invalid(
            Text(f"“{told(act).zh}”必须说明理由。", f"“{told(act).en}” needs a reason."),
            remedy=Text("请填写意见。", "Write it into the opinion."),
            place="opinion",
        )


def _refuse_incomplete(chain: CompiledChain, state: State, act: Act) -> None:
    named = [defect for defect in act.defects if defect.what.strip()]
    to_party = chain.steps[return_target(chain, state, act)].kind in OF_PARTIES
    if len(named) < len(act.defects) or (to_party and not named):
        raise Invalid(
            Text("退回补正必须一次列全要补正的内容。", "A return lists everything that is to be mended."),
            remedy=Text(
                "请逐条写明哪个字段或材料有什么问题。", "Say of each field or material what is wrong with it."
            ),
            place="defects",
        )
    if not to_party and not named and not act.opinion.strip():
        raise Invalid(
            Text("退回必须说明理由。", "A return needs a reason."),
            remedy=Text("请填写意见。", "Write it into the opinion."),
            place="opinion",
        )


def _refuse_term(chain: CompiledChain, state: State, act: Act) -> None:
    """A return gives as many days as the chain lets it; nothing else gives any."""
    clock = chain.steps[return_target(chain, state, act)].clock if act.verb is Verb.RETURN else None
    terms = clock.terms if clock is not None else range(0)
    if act.days in terms:
        return
    if not terms:
        raise Invalid(
            Text("这里不能另定补正期限。", "No other time to mend it can be given here."),
            remedy=Text("请不写天数，按审批链的期限。", "Give none: the chain says how long it is."),
            place="days",
        )
    raise Invalid(
        Text(f"补正期限不能是 {act.days} 天。", f"{act.days} days cannot be given."),
        remedy=Text(
            f"请在 {terms[0]} 到 {terms[-1]} 天之间选择。", f"Choose from {terms[0]} to {terms[-1]} days."
        ),
        place="days",
    )


def _refuse_value(act: Act, known: tuple[str, ...], kind: Text) -> None:
    if act.value not in known:
        raise Invalid(
            Text(f"没有这个{kind.zh}：“{act.value}”。", f"There is no {kind.en} “{act.value}”."),
            remedy=Text(f"可选：{listed(known).zh}。", f"Choose one of: {listed(known).en}."),
            place="value",
        )


def _options(step: Step, live: Live) -> tuple[str, ...]:
    """What may be chosen: what the step lists and, if it says so, what its rule finds."""
    fixed = tuple(option.value for option in step.options)
    if step.among is None:
        return fixed
    found = live.value(step.among)
    among = tuple(str(member) for member in found) if isinstance(found, list | tuple) else ()
    return tuple(value for value in fixed if value in among) if fixed else among


def _refuse_names(step: Step, state: State, act: Act, *, admin: bool) -> None:
    """Whom an act names: somebody, not oneself, nobody who may not decide here."""
    opening = state.opening(act.step)
    people = tuple(name for name in act.people if name.strip())
    # what somebody has alone goes back to everybody; what everybody has does not become anybody's
    has_it_alone = opening is not None and bool(opening.holder)
    back = act.verb is Verb.TRANSFER and not act.people and (admin or has_it_alone)
    many = act.verb in (Verb.TRANSFER, Verb.DELEGATE) and len(people) > 1
    if (not people and not back) or many or len(people) < len(act.people):
        raise Invalid(
            Text(f"“{told(act).zh}”要指明账号。", f"“{told(act).en}” needs the name of an account."),
            remedy=Text(
                "请选择一位同事。" if not many else "只能选择一位同事。",
                "Choose a colleague." if not many else "Choose one colleague only.",
            ),
            place="people",
        )
    if opening is not None:
        _refuse_wrong_names(step, state, act, opening)


def _refuse_wrong_names(step: Step, state: State, act: Act, opening: Opening) -> None:
    me = act.on_behalf or act.actor
    match act.verb:
        case Verb.CC:
            wrong: set[str] = set()
        case Verb.REMOVE_SIGNER:
            wrong = set(act.people) - set(unsigned(opening))
            if step.votes is not None and not wrong and set(opening.signers) <= set(act.people):
                wrong = set(act.people)
        case _:
            wrong = set(act.people) & barred(step, state.initiator, state.passed, state.hands)
            wrong |= {me} & set(act.people) if opening.holder == me or act.verb is Verb.DELEGATE else set()
    if wrong:
        names = listed(sorted(wrong))
        raise Invalid(
            Text(f"不能选 {names.zh}。", f"Not possible with {names.en}."),
            remedy=Text(
                "发起人、须回避的人、已会签的人和您自己都不行；会签至少留一人。请另选一位。",
                "Not who began the case, who has to stay apart, who has signed, nor yourself; "
                "one signer has to stay. Choose somebody else.",
            ),
            place="people",
        )


def _refuse_edits(step: Step | None, act: Act) -> None:
    """Answers on file are changed only where the step says so, and together with an act that carries the case on."""
    strange = [one.at for one in act.edits if step is None or one.at not in step.edits]
    if strange:
        names, known = listed(strange), listed(step.edits if step else ())
        raise NotAllowed(
            Text(f"这一步不能更改：{names.zh}。", f"Not to be changed at this step: {names.en}."),
            remedy=Text(
                f"这一步可以更改：{known.zh or '（没有）'}；其他内容请退回补正。",
                f"May be changed here: {known.en or 'nothing'}; return the case for anything else.",
            ),
            place=act.edits[0].at,
        )
    if act.verb not in CHANGING:
        raise Invalid(
            Text(
                f"“{told(act).zh}”不能同时更改申请内容。",
                f"Answers are not changed together with “{told(act).en}”.",
            ),
            remedy=Text(
                "请把改动的内容改回原样；更改只随通过一起提交。",
                "Put them back as they were; they are changed only when the case goes on.",
            ),
            place=act.edits[0].at,
        )


def refuse_impatient(state: State, step: str, account: str, day: date) -> None:
    """Raises when the account has urged the step on that day already."""
    opening = state.opening(step)
    if opening is not None and opening.is_urged(account, day):
        raise Conflict(
            Text("今天已经催办过这一步。", "You have urged this step today already."),
            remedy=Text("每天可以催办一次，请明天再催。", "Once a day is possible; try again tomorrow."),
            place=step,
        )


def _refuse_unfounded(step: Step, live: Live) -> None:
    rule = step.substitute.when if step.substitute else None
    if rule is not None and not live.true(rule):
        raise NotAllowed(
            Text(
                f"“{step.title.zh}”现在还不能用替代材料办理。",
                f"Evidence cannot stand in for “{step.title.en}” now.",
            ),
            remedy=Text(
                "请等对方确认，或先写明对方不配合、已注销等情形。",
                "Wait for the party, or state first that it does not cooperate or is no longer there.",
            ),
            place=step.name,
        )

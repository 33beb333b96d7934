"""Acts that ask for more than an opinion: whom, where to, which way; each on a page of its own, or as a dialog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import render_template, request, url_for

from approvals.acts.recording import known_of
from approvals.casefile.casepage import CasePage
from approvals.casefile.timeline import VOTES, step_title, verb_words
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.engine import CompiledChain, State
from approvals.engine.filing import jumps_now
from approvals.engine.voting import unsigned
from approvals.engine.weighing import choice_at, offered
from approvals.pages.desk import Desk, Where, desk, where
from approvals.pages.showing import ASSIGN, CasePane, case_pane, chain_of
from approvals.people.signers import Colleague, colleagues, office_colleagues
from approvals.words import REASONED, Verb
from kernel.errors import NotFound, TongbanError
from kernel.text import Text
from kernel.web import platform

ONE = frozenset({Verb.TRANSFER, Verb.DELEGATE})
"""Acts that name one account."""
SEVERAL = frozenset({Verb.ADD_SIGNER, Verb.REMOVE_SIGNER, Verb.CC})
ASKED = frozenset(
    {
        *ONE,
        *SEVERAL,
        *(Verb.COUNTERSIGN, Verb.URGE, Verb.SUSPEND, Verb.RESUME, Verb.TERMINATE, Verb.JUMP),
        *(Verb.TAKE_BACK, Verb.SUBSTITUTE),
    }
)
"""Acts that have a page; a choice has one as well, though it is a submission."""
FILLED = frozenset({Verb.SUBSTITUTE, Verb.COUNTERSIGN})
"""Acts with which the questions of the step are answered."""
HELP: Mapping[Verb, Text] = {
    Verb.TRANSFER: Text(
        "转给别人后，这一步由其办理，您不再经办。", "The step becomes theirs and is no longer yours."
    ),
    Verb.DELEGATE: Text(
        "请别人先看并写意见；意见写完后，这一步回到您这里决定。",
        "Somebody else looks at it first and gives an opinion; then it comes back to you.",
    ),
    Verb.COUNTERSIGN: Text(
        "您的意见计入会签；够数之后自动往下走。", "Your vote counts; the case moves on when there are enough."
    ),
    Verb.ADD_SIGNER: Text(
        "加签的人都表示意见后，这一步才能通过。", "The step passes after all of them have signed."
    ),
    Verb.REMOVE_SIGNER: Text("还没有签的人不必再签。", "Those who have not signed need not sign any more."),
    Verb.CC: Text("抄送的人可以看这个办件，不需要办理。", "They may read the case and need not do anything."),
    Verb.URGE: Text("提醒正在办理的人；一天一次。", "Whoever has it is reminded; once a day."),
    Verb.SUSPEND: Text("全部时限停表，恢复后接着计算。", "All clocks stand until it is resumed."),
    Verb.RESUME: Text("时限从停表处接着计算。", "The clocks run on from where they stood."),
    Verb.TERMINATE: Text(
        "办件终止后不能再办理，理由会告知申请人。", "The case ends for good; the applicant is told why."
    ),
    Verb.JUMP: Text(
        "正在进行的步骤都会放下，从选定的一步重新开始。",
        "What is open is dropped; the case goes on from the step you choose.",
    ),
    Verb.TAKE_BACK: Text(
        "下一步还没有人动，可以拿回重新办理。",
        "Nobody has touched the next step yet; you may do this one again.",
    ),
    Verb.SUBSTITUTE: Text(
        "对方不确认时，用替代材料办理；请说明理由并填写材料。",
        "Where the party does not confirm, other evidence stands in; say why and fill it in.",
    ),
}
ASSIGNED = Text(
    "指定由谁办理这一步；选“退回给全体经办人”则本机构的人都可以办理。",
    "Say whose this step is; or give it back to everybody at the office.",
)


@dataclass(frozen=True, slots=True)
class Asking:
    """What an act asks for, and what there is to choose among."""

    verb: Verb
    words: Text
    help: Text | None
    step: str
    where: Text | None
    """The step that it is about; none for the whole case."""
    people: Sequence[Colleague]
    several: bool
    optional: bool
    targets: Sequence[tuple[str, Text]]
    options: Sequence[tuple[str, Text]]
    reasoned: bool
    """Whether it needs an opinion."""
    reason: Text
    fills: bool
    """Whether the questions of the step are answered with it."""
    page: CasePage
    """The case at the step that it is about."""


def ask(number: int, verb: str) -> str:
    """The page of the act, if it is theirs to do now."""
    if verb not in ASKED and verb != Verb.SUBMIT:
        raise not_now()
    return verb_page(number, Verb(verb))


def verb_page(number: int, verb: Verb, *, refused: TongbanError | None = None) -> str:
    """The same, with what was typed and why it did not go through."""
    here = where()
    at = desk(platform().database.session())
    pane = case_pane(at, number, here)
    step = request.values.get("step", "")
    offered = pane.offered(verb, step)
    if offered is None and refused is None:
        raise not_now()
    chain = chain_of(at, pane.page.case)
    return render_template(
        "approvals/verb.html",
        case=pane,
        asking=_asking(at, pane, chain, verb, offered if offered is not None else step),
        refused=refused,
        typed=_typed(),
        back=_back(number, here),
        seen=pane.page.case.state.seq,
    )


def _asking(at: Desk, pane: CasePane, chain: CompiledChain, verb: Verb, step: str) -> Asking:
    case, node = pane.page.case, chain.steps.get(step)
    people: Sequence[Colleague] = ()
    opening = case.state.opening(step)
    if verb is Verb.REMOVE_SIGNER and opening is not None:
        waiting = set(unsigned(opening))
        everybody = (
            {one.username: one for one in office_colleagues(at.session, at.registry, case, node)}
            if node
            else {}
        )
        people = [everybody.get(name, Colleague(name, name)) for name in sorted(waiting)]
    elif pane.offered(verb, step) is None:
        # refused, and not theirs at this step: who works there is none of their business
        people = ()
    elif verb is Verb.CC:
        people = _others(
            at, office_colleagues(at.session, at.registry, case, node or _first_open(chain, pane))
        )
    elif verb in ONE | SEVERAL and node is not None:
        people = _others(at, colleagues(at.session, at.registry, case, node))
    # who hands on what is somebody else's to do looks after the office
    assigns = verb is Verb.TRANSFER and step != pane.page.step
    words = ASSIGN if assigns else verb_words(verb) if verb is not Verb.SUBMIT else Text("选择", "choose")
    return Asking(
        verb=verb,
        words=words,
        help=ASSIGNED if assigns else HELP.get(verb),
        step=step,
        where=step_title(chain, step) if step else None,
        people=people,
        several=verb in SEVERAL,
        optional=assigns,
        targets=_targets(chain, case.state) if verb is Verb.JUMP else (),
        options=_options(at, case, chain, node, verb),
        reasoned=verb in REASONED,
        reason=_reason(verb),
        fills=verb in FILLED,
        page=replace(pane.page, step=step),
    )


def _options(
    at: Desk, case: CaseView, chain: CompiledChain, node: Step | None, verb: Verb
) -> Sequence[tuple[str, Text]]:
    if verb is Verb.COUNTERSIGN:
        return list(VOTES.items())
    choice = choice_at(chain, node) if node is not None else None
    return offered(choice, known_of(chain, case, at.now)) if choice is not None else ()


def _targets(chain: CompiledChain, state: State) -> Sequence[tuple[str, Text]]:
    return [(name, chain.steps[name].title) for name in jumps_now(chain, state)]


def _reason(verb: Verb) -> Text:
    if verb in REASONED:
        return Text("理由", "Reason")
    return Text("说明", "Remark") if verb in ONE | SEVERAL | {Verb.URGE} else Text("意见", "Opinion")


def _others(at: Desk, people: Sequence[Colleague]) -> list[Colleague]:
    return [one for one in people if one.username != at.standing.name]


def _first_open(chain: CompiledChain, pane: CasePane) -> Step:
    opened = pane.page.case.state.open
    return chain.steps[opened[0].step] if opened else next(iter(chain.steps.values()))


def _typed() -> dict[str, object]:
    return {
        "opinion": request.form.get("opinion", ""),
        "people": request.form.getlist("people"),
        "to": request.form.get("to", ""),
        "value": request.form.get("value", ""),
    }


def _back(number: int, here: Where) -> str:
    return url_for("workbench.case", number=number, **here.arguments())


def not_now() -> NotFound:
    return NotFound(
        Text(
            "这个办件现在不能这样办理，或不由您办理。",
            "This cannot be done with the case now, or not by you.",
        ),
        remedy=Text("请回到办件，看看现在可以做什么。", "Go back to the case and see what can be done."),
        place="verb",
    )

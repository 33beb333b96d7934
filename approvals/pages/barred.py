"""Why somebody of the office does not do a step that is the office's, and who does instead."""

from collections.abc import Mapping

from approvals.casefile.casepage import CasePage
from approvals.cases.queries import step_at_hand
from approvals.cases.view import TaskAtHand
from approvals.engine import CompiledChain
from approvals.engine.refusing import kept_apart
from approvals.pages.desk import Desk
from approvals.people.concerned import CONCERNS
from approvals.people.signers import colleagues
from kernel.text import Text, listed

SHOWN = 5
"""So many colleagues are named."""


def barred(desk: Desk, chain: CompiledChain, page: CasePage, work: Mapping[str, TaskAtHand]) -> Text | None:
    """The sentence for whom the case concerns, or who did what is kept apart; None for everybody else, and when closed."""
    if page.case.state.outcome is not None:
        return None
    step = step_at_hand(page.case, desk.standing, work)
    why: Text | None = CONCERNS if page.concerned else None
    if why is None and step:
        why = kept_apart(chain, chain.steps[step], page.case.state, {desk.standing.name})
    if why is None or not step or chain.steps[step].office is None:
        return why
    people = colleagues(desk.session, desk.registry, page.case, chain.steps[step])
    others = [one.name for one in people if one.username != desk.standing.name]
    if not others:
        return _joined(
            why,
            Text(
                "本机构没有其他人能办理这一步，请上级指派。",
                "Nobody else of the office may do this step: have it assigned.",
            ),
        )
    some, more = listed(others[:SHOWN]), len(others) > SHOWN
    return _joined(
        why,
        Text(
            f"这一步由本机构的其他人办理：{some.zh}{'等' if more else ''}。",
            f"Others of the office do this step: {some.en}{' and more' if more else ''}.",
        ),
    )


def _joined(why: Text, who: Text) -> Text:
    return Text(why.zh + who.zh, f"{why.en} {who.en}")

"""For whom somebody acts on the page of a case: who asked them for an opinion, or in whose place they are."""

from collections.abc import Mapping

from approvals.casefile.casepage import CasePage
from approvals.cases.view import TaskAtHand
from approvals.pages.desk import Desk
from approvals.people.hats import actor_at
from kernel.access import names_of


def lender_of(desk: Desk, page: CasePage) -> str:
    """Who asked them for an opinion, and decides afterwards."""
    opening = page.case.state.opening(page.step)
    if opening is None or not opening.lender or opening.lender == desk.standing.name:
        return ""
    return _name(desk, opening.lender)


def stood_in_for(desk: Desk, page: CasePage, work: Mapping[str, TaskAtHand]) -> str:
    """The colleague as whose deputy they act at the step; nobody when it is their own to do."""
    task = work.get(page.step)
    if not page.standing.proxies or task is None:
        return ""
    mine = {page.step: task.assignment}
    actor = actor_at(page.case, page.standing, mine, step=page.step, claimed_by=task.claimed_by)
    return _name(desk, actor.on_behalf) if actor.on_behalf else ""


def _name(desk: Desk, account: str) -> str:
    return names_of(desk.session, [account]).get(account, account)

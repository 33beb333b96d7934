"""What of a case may be claimed or given back by whoever looks at it, or who has it."""

from collections.abc import Mapping
from dataclasses import dataclass

from approvals.acts.claiming import free_in
from approvals.casefile.casepage import CasePage
from approvals.cases.view import TaskAtHand
from approvals.engine import CompiledChain
from approvals.pages.desk import Desk
from kernel.access import names_of


@dataclass(frozen=True, slots=True)
class Taking:
    """A task that may be claimed, or that somebody has; `first` when nothing can be done before."""

    step: str
    mine: bool
    first: bool = False
    by: str = ""
    """The colleague who has it for themselves."""


def taking_of(
    desk: Desk, chain: CompiledChain, page: CasePage, work: Mapping[str, TaskAtHand]
) -> Taking | None:
    """What may be claimed or given back: first what has to be claimed before it is done."""
    if page.case.state.outcome is not None or page.case.state.suspended:
        return None
    mine = [step for step, task in work.items() if task.claimed_by == page.standing.name]
    free = [] if page.concerned else free_in(chain, page.case, page.standing, work)
    for step in sorted(free, key=lambda name: not chain.steps[name].taken_first):
        return Taking(step, mine=False, first=chain.steps[step].taken_first)
    if mine or page.step:
        return Taking(mine[0], mine=True) if mine else None
    for step, task in work.items():
        if (whose := task.held_by or task.claimed_by) is not None and task.assignment.office is not None:
            return Taking(step, mine=False, by=names_of(desk.session, [whose]).get(whose, whose))
    return None

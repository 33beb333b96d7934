"""An applicant says that another party does nothing: when they may, and where the case goes then.

It is no sooner than the party's own time has passed, so that nobody loses a step by another's impatience.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from approvals.acts.bringing import scene_of
from approvals.acts.leading import leads
from approvals.acts.reporting import Report, Reported, left, no_way, refuse_wordless
from approvals.cases.view import CaseView, TaskAtHand, no_such_case, open_work
from approvals.chains.definition import Step
from approvals.engine import CompiledChain, Opening
from approvals.engine.filing import exits_now
from approvals.people.assignment import Standing
from approvals.words import Exit, Party
from kernel.calendar import calendar as read_calendar
from kernel.clock import local_day
from kernel.db import connection_of
from kernel.errors import Conflict
from kernel.text import Text
from kernel.workdays import Calendar

WAY = Exit.PARTY_SILENT
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silent:
    """A step that waits for another party and may be left without it: from which day on, and where the case goes."""

    step: str
    title: Text
    first: date
    to: Text | None


def silent_steps(
    session: Session, chain: CompiledChain, case: CaseView, standing: Standing, *, after: int
) -> Sequence[Silent]:
    """The open steps of other parties that the applicant may report, now or later; most cases have none.

    A step without a clock is waited for so many working days.
    """
    state = case.state
    if case.initiator not in standing.parties or state.outcome is not None or state.suspended:
        return ()
    steps = [one for one in state.open if WAY in exits_now(chain, state, one.step)]
    if not steps:
        return ()
    work = open_work(connection_of(session), case.id)
    calendar = read_calendar(session)
    return [
        Silent(step.name, step.title, _first(one, calendar, after), leads(chain, step, WAY))
        for one in steps
        if _is_of_another(work, step := chain.steps[one.step], standing)
    ]


def declare_silent(session: Session, case_id: int, said: Report, *, after: int) -> Reported:
    """The step of the other party is left by the way of the chain, and the log says that the applicant wanted it."""
    refuse_wordless(said.words)
    scene, case = scene_of(session, case_id, now=said.now, registry=said.registry)
    if case.initiator not in said.standing.parties:
        raise no_such_case(case_id)
    found = silent_steps(session, scene.chain, case, said.standing, after=after)
    silent = next((one for one in found if one.step == said.step), None)
    opening = case.state.opening(said.step)
    if silent is not None and local_day(said.now) < silent.first:
        raise too_soon(silent)
    if silent is None and opening is not None and not case.state.suspended:
        # their own step, or one that the chain does not let go
        raise no_way(scene.chain.steps[said.step], WAY)
    return left(scene, case, said, value=Party.INITIATOR.value)


def too_soon(silent: Silent) -> Conflict:
    """Said while the other party still has time."""
    return Conflict(
        Text(
            f"“{silent.title.zh}”还在办理期限内，{silent.first} 起才可以登记对方不配合。",
            f"The time for “{silent.title.en}” is not over; this may be reported from {silent.first} on.",
        ),
        remedy=Text(
            "请先联系对方办理；也可以在消息里告诉窗口，或者撤回申请。",
            "Ask them to do it; you may also write to the office, or withdraw.",
        ),
        place="step",
    )


def _first(opening: Opening, calendar: Calendar, after: int) -> date:
    """The first day on which the other party is late."""
    if opening.due is not None:
        return opening.due.on + ONE_DAY
    return calendar.added(opening.since, after)


def _is_of_another(work: Mapping[str, TaskAtHand], step: Step, standing: Standing) -> bool:
    task = work.get(step.name)
    party = task.assignment.party if task is not None else None
    return party is not None and party not in standing.parties

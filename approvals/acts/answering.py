"""Who answers what the engine asks while a case moves: the calendar, who votes, whether checks are passed."""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from sqlalchemy.orm import Session

from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.engine.oracle import AskChecks, AskSigners
from approvals.people.signers import asked_signers
from approvals.seams import CASE_CHECKS
from kernel.registry import Registry
from kernel.workdays import Calendar


class Answers(TypedDict):
    """What `start` and `advance` may ask."""

    calendar: Callable[[], Calendar]
    signers: AskSigners
    checks: AskChecks


def answers(
    session: Session,
    registry: Registry,
    case: CaseView,
    calendar: Callable[[], Calendar],
    now: datetime,
) -> Answers:
    """Everything that may be asked of this case; nothing is read before it is."""

    def passed(step: Step) -> bool:
        for entry in registry.entries(CASE_CHECKS):
            found: bool | None = entry.thing(session, registry, case, step, now)
            if found is not None:
                return found
        return False

    return Answers(calendar=calendar, signers=asked_signers(session, registry, case), checks=passed)

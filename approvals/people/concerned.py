"""Whose case it is: nobody decides at an office what concerns them as a person or an enterprise."""

from sqlalchemy.orm import Session

from approvals.cases.view import CaseView
from approvals.engine import CompiledChain
from approvals.engine.walking import OF_PARTIES
from approvals.material_seams import CASE_CONCERNS
from approvals.people.assignment import PartyKind, Standing
from kernel.errors import NotAllowed
from kernel.registry import Registry
from kernel.text import Text


def refuse_concerned(
    session: Session, registry: Registry, chain: CompiledChain, case: CaseView, standing: Standing
) -> None:
    """Raises when somebody of an office is, acts for, or has acted for one of those whom the case is about."""
    passed = case.state.passed
    if standing.name in passed.values() and any(
        by == standing.name and chain.steps[step].kind in OF_PARTIES for step, by in passed.items()
    ):
        raise _concerned()
    theirs = {party for party in standing.parties if party.kind != PartyKind.OFFICE}
    if not (theirs and standing.offices):
        # hardly anybody at an office is a party as well, and nobody else is asked about
        return
    about = {case.initiator}
    for entry in registry.entries(CASE_CONCERNS):
        about |= set(entry.thing(session, case))
    if about & theirs:
        raise _concerned()


def _concerned() -> NotAllowed:
    return NotAllowed(
        Text(
            "这个办件涉及您本人或您代表的企业，您不能以办理机构的身份办理。",
            "The case is about you, or about an enterprise that you act for: you do not decide it for the office.",
        ),
        remedy=Text("请由本机构的其他人办理，或请上级指派。", "Let a colleague do it, or have it assigned."),
        place="case",
    )

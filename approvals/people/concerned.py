"""Whose case it is: nobody decides at an office what concerns them as a person or an enterprise."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from approvals.cases.view import CaseView
from approvals.engine import CompiledChain
from approvals.engine.walking import OF_PARTIES
from approvals.material_seams import CASE_CONCERNS
from approvals.people.assignment import PartyKind, Standing
from approvals.words import Happening, Verb
from kernel.errors import NotAllowed
from kernel.registry import Registry
from kernel.text import Text

DECISIVE = frozenset(Verb) - {Verb.URGE, Verb.WITHDRAW, Verb.CC}
"""Verbs that somebody of an office does not do where the case is about themselves."""
CONCERNS = Text(
    "这个办件涉及您本人或您代表的企业，您不能以办理机构的身份办理。",
    "The case is about you, or about an enterprise that you act for: you do not decide it for the office.",
)


def refuse_concerned(
    session: Session, registry: Registry, chain: CompiledChain, case: CaseView, standing: Standing
) -> None:
    """Raises when somebody of an office is, acts for, or has acted for one of those whom the case is about."""
    if is_concerned(session, registry, chain, case, standing):
        raise NotAllowed(
            CONCERNS,
            remedy=Text(
                "请由本机构的其他人办理，或请上级指派。", "Let a colleague do it, or have it assigned."
            ),
            place="case",
        )


def is_concerned(
    session: Session, registry: Registry, chain: CompiledChain, case: CaseView, standing: Standing
) -> bool:
    """Whether they are of an office and the case is about them, an enterprise of theirs, or what they have passed."""
    if not standing.offices:
        return False
    passed = case.state.passed
    if standing.name in passed.values() and any(
        by == standing.name and chain.steps[step].kind in OF_PARTIES for step, by in passed.items()
    ):
        return True
    theirs = {party for party in standing.parties if party.kind != PartyKind.OFFICE}
    if not theirs:
        # hardly anybody at an office is a party as well, and nobody else is asked about
        return False
    about = {case.initiator}
    for entry in registry.entries(CASE_CONCERNS):
        about |= set(entry.thing(session, case))
    return bool(about & theirs)


def is_for_others(chain: CompiledChain, step: str, verb: Verb | Happening) -> bool:
    """Whether the act, at an office's step or on the whole case, is left to others by those concerned."""
    node = chain.steps.get(step)
    return verb in DECISIVE and (node is None or node.office is not None)


def left_to_concerned(
    chain: CompiledChain, found: Mapping[str, tuple[Verb, ...]]
) -> dict[str, tuple[Verb, ...]]:
    """What remains of the acts, by their steps, for those whom the case is about."""
    return {
        step: tuple(verb for verb in verbs if not is_for_others(chain, step, verb))
        for step, verbs in found.items()
    }

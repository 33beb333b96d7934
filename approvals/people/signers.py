"""Which accounts may be named at a step: its colleagues, who is shown a case, who votes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.cases.view import IS_OPEN, TASK, CaseView
from approvals.chains.definition import Step
from approvals.engine import Act
from approvals.people.assignment import Assignment, PartyRef, assigned
from approvals.seams import SIGNERS
from approvals.words import Verb
from kernel.errors import Invalid
from kernel.registry import Registry
from kernel.text import Text, listed

OF_COLLEAGUES = frozenset({Verb.TRANSFER, Verb.DELEGATE, Verb.ADD_SIGNER, Verb.CC})
"""Verbs that name accounts which need not have had anything to do with the step."""
SHOWN = 64
"""Characters of a name that a refusal repeats: what somebody made up may be of any length, and is kept with a batch."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account that may be named, and what its person is called."""

    username: str
    name: str


def accounts_at(session: Session, registry: Registry, assignment: Assignment) -> tuple[Colleague, ...]:
    """The active accounts that may do what is assigned in this way, each once."""
    found: dict[str, Colleague] = {}
    for entry in registry.entries(SIGNERS):
        for one in entry.thing(session, assignment):
            found.setdefault(one.username, one)
    return tuple(found.values())


def colleagues(session: Session, registry: Registry, case: CaseView, step: Step) -> tuple[Colleague, ...]:
    """The accounts with the role at the office of the open step."""
    return accounts_at(session, registry, _assignment(session, registry, case, step))


def office_colleagues(
    session: Session, registry: Registry, case: CaseView, step: Step
) -> tuple[Colleague, ...]:
    """All accounts of the office of the open step, whatever their role."""
    return accounts_at(session, registry, replace(_assignment(session, registry, case, step), role=None))


def asked_signers(session: Session, registry: Registry, case: CaseView) -> Callable[[Step], Sequence[str]]:
    """Who votes at a step that opens in this case; asked only when one does."""

    def named(step: Step) -> Sequence[str]:
        return [
            one.username for one in accounts_at(session, registry, assigned(session, registry, case, step))
        ]

    return named


def refuse_strange(session: Session, registry: Registry, case: CaseView, step: Step, act: Act) -> None:
    """Raises when the act names an account that is none of the office, or is there no more."""
    if act.verb not in OF_COLLEAGUES or not act.people:
        return
    asked = office_colleagues if act.verb is Verb.CC else colleagues
    strange = sorted(set(act.people) - _names(asked(session, registry, case, step)))
    if strange:
        strange = [name[:SHOWN] for name in strange]
        raise Invalid(
            Text(
                f"{listed(strange).zh} 不是这一步所在机构的经办人，或账户已停用。",
                f"{listed(strange).en} cannot be named here: not of the office of this step, or no longer active.",
            ),
            remedy=Text("请从列表里选择本机构的同事。", "Choose a colleague of the office from the list."),
            place="people",
        )


def _names(people: Collection[Colleague]) -> set[str]:
    return {one.username for one in people}


def _assignment(session: Session, registry: Registry, case: CaseView, step: Step) -> Assignment:
    """Whose the open step is as its task says; as it would be assigned when it is not open."""
    row = session.execute(
        select(TASK.c.party_kind, TASK.c.party_id, TASK.c.office_id, TASK.c.role)
        .where(TASK.c.case_id == case.id, TASK.c.step == step.name, IS_OPEN)
        .limit(1)
    ).one_or_none()
    if row is None:
        return assigned(session, registry, case, step)
    party = None if row.party_kind is None else PartyRef(row.party_kind, row.party_id)
    return Assignment(party, row.office_id, row.role)

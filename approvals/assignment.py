"""Who may act at a step, and who somebody is in the cases: values, and the two questions put to plugins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from approvals.definition import Step
from approvals.seams import ACTOR, STANDING
from kernel.access import Actor as User
from kernel.errors import Invalid
from kernel.registry import Registry
from kernel.text import Text

if TYPE_CHECKING:
    from approvals.cases import CaseView


class PartyKind(StrEnum):
    PERSON = "person"
    ENTERPRISE = "enterprise"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class PartyRef:
    """A person, an enterprise or an office, by its id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whose an open step is: a party's, or of those who have the role at the office."""

    party: PartyRef | None = None
    office: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a user is in the cases: the parties they act for, their offices and roles."""

    user_id: int | None
    name: str
    parties: frozenset[PartyRef] = frozenset()
    offices: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()

    def may_do(self, assignment: Assignment) -> bool:
        """Whether the open step is theirs."""
        if assignment.party is not None:
            return assignment.party in self.parties
        has_role = assignment.role is None or assignment.role in self.roles
        return has_role and assignment.office is not None and assignment.office in self.offices


Resolver = Callable[[Session, "CaseView", Step], Assignment]


def assigned(session: Session, registry: Registry, case: "CaseView", step: Step) -> Assignment:
    """Whose the step is in this case, as the plugin says that knows its party or its routing."""
    names = list(_resolvers(step))
    if not names:
        return Assignment(role=step.role)
    resolver: Resolver = registry.thing(ACTOR, names[0])
    found = resolver(session, case, step)
    if found.party is None and found.office is None:
        raise Invalid(
            Text(f"“{step.title.zh}”没有可以办理的人或机构。", f"Nobody can do the step “{step.title.en}”."),
            remedy=Text(
                "请核对申请里选择的单位或窗口；仍不行请联系管理员。",
                "Check the enterprise or window chosen in the application, or ask the administrator.",
            ),
            place=step.name,
        )
    return Assignment(found.party, found.office, found.role or step.role)


def standing_of(session: Session, registry: Registry, user: User) -> Standing:
    """Who the user is in the cases, as all plugins together say."""
    found = [entry.thing(session, user) for entry in registry.entries(STANDING)]
    return Standing(
        user.user_id,
        user.username,
        frozenset(party for one in found for party in one.parties),
        frozenset(office for one in found for office in one.offices),
        frozenset(role for one in found for role in one.roles),
    )


def _resolvers(step: Step) -> Iterator[str]:
    if step.party is not None:
        yield step.party.value
    if step.office is not None:
        yield f"office.{step.office.routing}"

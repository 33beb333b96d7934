"""Who may act at a step, and who somebody is in the cases: values, and the two questions put to plugins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy.orm import Session

from approvals.chains.definition import Step
from approvals.people.lending import lent_to
from approvals.seams import ACTOR, STANDING
from kernel.access import Actor as User
from kernel.access import actor_of
from kernel.errors import Invalid
from kernel.registry import Registry
from kernel.text import Text

if TYPE_CHECKING:
    from approvals.cases.view import CaseView


class PartyKind(StrEnum):
    PERSON = "person"
    ENTERPRISE = "enterprise"
    OFFICE = "office"


class PartyRef(Struct, frozen=True):
    """A person, an enterprise or an office, by its id."""

    kind: str
    id: int


class Assignment(Struct, frozen=True):
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
    oversees: frozenset[int] = frozenset()
    """The offices whose cases they look after: suspend, resume, terminate, jump, assign."""
    proxies: "tuple[Proxy, ...]" = ()
    """Whom they stand in for today."""

    @property
    def admin(self) -> bool:
        """Whether they look after the cases of any office."""
        return bool(self.oversees)

    def may_do(self, assignment: Assignment) -> bool:
        """Whether the open step is theirs."""
        if assignment.party is not None:
            return assignment.party in self.parties
        has_role = assignment.role is None or assignment.role in self.roles
        return has_role and assignment.office is not None and assignment.office in self.offices


@dataclass(frozen=True, slots=True)
class Proxy:
    """Somebody for whom a deputy stands in, and for which matters; for all when none is named."""

    principal: Standing
    matters: frozenset[str] = frozenset()

    def covers(self, matter: str) -> bool:
        """Whether cases of the matter are among them."""
        return not self.matters or matter in self.matters


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


def standing_of(session: Session, registry: Registry, user: User, *, today: date | None = None) -> Standing:
    """Who the user is in the cases, as all plugins together say; with the day, also whom they stand in for."""
    own = _own_standing(session, registry, user)
    if today is None or not own.offices:
        return own
    proxies = []
    for lent in lent_to(session, user.username, today):
        principal = _own_standing(session, registry, actor_of(session, lent.user_id))
        if not principal.offices & own.offices:
            # one of them has left the office since: a deputy is a colleague of that very office
            continue
        # only the work of an office is lent, never somebody's own affairs
        proxies.append(Proxy(replace(principal, parties=frozenset(), oversees=frozenset()), lent.matters))
    return replace(own, proxies=tuple(proxies)) if proxies else own


def _own_standing(session: Session, registry: Registry, user: User) -> Standing:
    found = [entry.thing(session, user) for entry in registry.entries(STANDING)]
    return Standing(
        user.user_id,
        user.username,
        frozenset(party for one in found for party in one.parties),
        frozenset(office for one in found for office in one.offices),
        frozenset(role for one in found for role in one.roles),
        frozenset(office for one in found for office in one.oversees),
    )


def _resolvers(step: Step) -> Iterator[str]:
    if step.party is not None:
        yield step.party.value
    if step.office is not None:
        yield f"office.{step.office.routing}"

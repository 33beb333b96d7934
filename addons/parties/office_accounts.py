"""The active accounts that work at an office or act for a party, and the offices whose cases somebody looks after."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, bindparam, exists, select, union
from sqlalchemy.orm import Session

from addons.parties.models import Membership, Office
from addons.parties.reach import offices_of
from approvals.people.assignment import Assignment, PartyKind
from approvals.people.signers import Colleague
from kernel.access import full_name
from kernel.access.tables import GROUP_ROLE, ROLE, USER, USER_GROUP, USER_ROLE
from kernel.db import connection_of
from kernel.models import AccessRule
from kernel.prepared import Among, Prepared

OVERSEES = ("can_oversee", "Cases")
# built once: every page asks them
ROLES = Prepared(
    select(
        ROLE.c.name,
        exists(
            select(AccessRule.id).where(
                AccessRule.permission == OVERSEES[0],
                AccessRule.resource == OVERSEES[1],
                AccessRule.role == ROLE.c.name,
            )
        ),
    ).where(Among(ROLE.c.id, "roles"))
)
OVERSEEN = Prepared(offices_of(bindparam("user")))


def accounts_of(session: Session, assignment: Assignment) -> list[Colleague]:
    """The active accounts of the office that have the role, or of the party, by name."""
    whose = _membership(assignment)
    if whose is None:
        return []
    people = (
        select(USER.c.username, USER.c.last_name, USER.c.first_name)
        .join(Membership, Membership.user_id == USER.c.id)
        .where(whose, USER.c.active)
        .order_by(USER.c.last_name, USER.c.first_name, USER.c.username)
    )
    if assignment.party is None and assignment.role is not None:
        people = people.where(USER.c.id.in_(_with_role(assignment.role)))
    return [Colleague(username, full_name(last, first)) for username, last, first in session.execute(people)]


def roles_held(session: Session, role_ids: Collection[int]) -> tuple[frozenset[str], bool]:
    """The names of the roles, and whether one of them looks after cases."""
    rows = ROLES.rows(connection_of(session), {"roles": role_ids})
    return frozenset(name for name, _ in rows), any(looks_after for _, looks_after in rows)


def overseen_by(session: Session, user_id: int) -> frozenset[int]:
    """The offices of somebody who looks after cases, and those below."""
    return frozenset(office for (office,) in OVERSEEN.rows(connection_of(session), {"user": user_id}))


def overseers_of(session: Session, offices: Collection[int]) -> tuple[str, ...]:
    """The active accounts that look after the offices: of those themselves, or of offices above them."""
    above = set(offices)
    while more := {one for one in session.scalars(_parents(above)) if one is not None} - above:
        above |= more
    rule = select(AccessRule.role).where(
        AccessRule.permission == OVERSEES[0], AccessRule.resource == OVERSEES[1]
    )
    people = (
        select(USER.c.username)
        .join(Membership, Membership.user_id == USER.c.id)
        .where(Membership.office_id.in_(sorted(above)), USER.c.active)
        .where(USER.c.id.in_(_with_roles(ROLE.c.name.in_(rule))))
        .order_by(USER.c.username)
    )
    return tuple(session.scalars(people.distinct()))


def _parents(offices: Collection[int]) -> Select[int | None]:
    return select(Office.parent_id).where(Office.id.in_(sorted(offices)), Office.parent_id.is_not(None))


def _membership(assignment: Assignment) -> ColumnElement[bool] | None:
    if assignment.party is None:
        return None if assignment.office is None else Membership.office_id == assignment.office
    match assignment.party.kind:
        case PartyKind.PERSON:
            return Membership.person_id == assignment.party.id
        case PartyKind.ENTERPRISE:
            return Membership.enterprise_id == assignment.party.id
        case _:
            return Membership.office_id == assignment.party.id


def _with_role(role: str) -> Select[int]:
    """The accounts that have the role themselves or through a group."""
    return _with_roles(ROLE.c.name == role)


def _with_roles(which: ColumnElement[bool]) -> Select[int]:
    own = select(USER_ROLE.c.user_id).join(ROLE, ROLE.c.id == USER_ROLE.c.role_id).where(which)
    shared = (
        select(USER_GROUP.c.user_id)
        .join(GROUP_ROLE, GROUP_ROLE.c.group_id == USER_GROUP.c.group_id)
        .join(ROLE, ROLE.c.id == GROUP_ROLE.c.role_id)
        .where(which)
    )
    found = union(own, shared).subquery()
    return select(found.c.user_id)

"""Reads of accounts and roles for the pages that act on them."""

from typing import NamedTuple

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.access import Actor, scoped
from kernel.access.reading import rules_of
from kernel.access.scoping import Rule
from kernel.access.tables import GRANT, PAIR, PERMISSION, RESOURCE
from kernel.errors import NotFound
from kernel.models import AccessRule
from kernel.registry import Registry
from kernel.text import Text


class Grant(NamedTuple):
    """What a role may do, and on whose rows."""

    resource: str
    permission: str
    scope: str


def account_in_reach(
    session: Session, pk: int, permission: str, *, actor: Actor, registry: Registry, version: int
) -> User:
    """The account, if the actor has the permission on it; else as if there were none."""
    rules: frozenset[Rule] = rules_of(session, actor.role_ids, version=version)
    statement = select(User).where(User.id == pk)
    narrowed = scoped(statement, User, actor, permission=permission, registry=registry, rules=rules)
    found = session.scalars(narrowed).one_or_none()
    if found is None:
        raise NotFound(
            Text("没有这个账户。", "There is no such account."),
            remedy=Text("请从账户列表打开。", "Open it from the list of accounts."),
            place=str(pk),
        )
    return found


def grants_of(session: Session, role_id: int, role: str) -> list[Grant]:
    """Everything that the role may do, pages and rows alike."""
    held = session.execute(
        select(RESOURCE.c.name, PERMISSION.c.name)
        .select_from(GRANT)
        .join(PAIR, PAIR.c.id == GRANT.c.permission_view_id)
        .join(PERMISSION, PERMISSION.c.id == PAIR.c.permission_id)
        .join(RESOURCE, RESOURCE.c.id == PAIR.c.view_menu_id)
        .where(GRANT.c.role_id == role_id)
    )
    rules = session.execute(
        select(AccessRule.resource, AccessRule.permission, AccessRule.scope).where(AccessRule.role == role)
    )
    scopes = {(resource, permission): scope for resource, permission, scope in rules}
    pairs = sorted({(resource, permission) for resource, permission in held} | scopes.keys())
    return [
        Grant(resource, permission, scopes.get((resource, permission), "all"))
        for resource, permission in pairs
    ]

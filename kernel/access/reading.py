"""What a set of roles may do: one query, then remembered until the roles' version moves on."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, literal, select, union_all
from sqlalchemy.orm import Session

from kernel.access.derived import ADMIN, PUBLIC
from kernel.access.scoping import ADMINISTRATION, Actor, Rule
from kernel.access.tables import (
    GRANT,
    GROUP_ROLE,
    PAIR,
    PERMISSION,
    RESOURCE,
    ROLE,
    USER,
    USER_GROUP,
    USER_ROLE,
)
from kernel.models import AccessRule

Found = TypeVar("Found")
KEPT = 1_000
"""Sets of roles remembered for one version."""


class _Memory:
    """What was read at one version of the roles."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.permissions: dict[frozenset[int], frozenset[tuple[str, str]]] = {}
        self.rules: dict[frozenset[int], frozenset[Rule]] = {}


_memories: WeakKeyDictionary[Engine, _Memory] = WeakKeyDictionary()


def permissions_of(
    session: Session, role_ids: Iterable[int], *, version: int | None = None
) -> frozenset[tuple[str, str]]:
    """The (permission, resource) pairs of the roles; remembered when the role version is given."""
    roles = frozenset(role_ids)
    kept = _memory(session, version).permissions if version is not None else {}
    return _remembered(kept, roles, lambda: _read_permissions(session, roles))


def rules_of(session: Session, role_ids: Iterable[int], *, version: int | None = None) -> frozenset[Rule]:
    """The rules of the roles, for `scoped`; remembered when the role version is given."""
    roles = frozenset(role_ids)
    kept = _memory(session, version).rules if version is not None else {}
    return _remembered(kept, roles, lambda: _read_rules(session, roles))


def actor_of(session: Session, user_id: int | None) -> Actor:
    """The user with the roles held directly and through groups; nobody has the role of the public."""
    if user_id is None:
        public = session.scalars(select(ROLE.c.id).where(ROLE.c.name == PUBLIC))
        return Actor(None, "", frozenset(public))
    username = session.scalar(select(USER.c.username).where(USER.c.id == user_id, USER.c.active)) or ""
    own = select(USER_ROLE.c.role_id).join(USER, USER.c.id == USER_ROLE.c.user_id)
    shared = (
        select(GROUP_ROLE.c.role_id)
        .join(USER_GROUP, USER_GROUP.c.group_id == GROUP_ROLE.c.group_id)
        .join(USER, USER.c.id == USER_GROUP.c.user_id)
    )
    mine = (USER.c.id == user_id) & USER.c.active
    held = session.scalars(union_all(own.where(mine), shared.where(mine)))
    return Actor(user_id, username, frozenset(held))


def _memory(session: Session, version: int) -> _Memory:
    bind = session.get_bind()
    engine = bind.engine if isinstance(bind, Connection) else bind
    memory = _memories.get(engine)
    if memory is None or memory.version != version:
        memory = _memories[engine] = _Memory(version)
    return memory


def _remembered(kept: dict[frozenset[int], Found], roles: frozenset[int], read: Callable[[], Found]) -> Found:
    found = kept.get(roles)
    if found is None:
        found = read()
        if len(kept) >= KEPT:
            kept.clear()
        kept[roles] = found
    return found


def _read_permissions(session: Session, roles: frozenset[int]) -> frozenset[tuple[str, str]]:
    rows = session.execute(
        select(PERMISSION.c.name, RESOURCE.c.name)
        .select_from(GRANT)
        .join(PAIR, PAIR.c.id == GRANT.c.permission_view_id)
        .join(PERMISSION, PERMISSION.c.id == PAIR.c.permission_id)
        .join(RESOURCE, RESOURCE.c.id == PAIR.c.view_menu_id)
        .where(GRANT.c.role_id.in_(roles))
    )
    return frozenset((permission, resource) for permission, resource in rows)


def _read_rules(session: Session, roles: frozenset[int]) -> frozenset[Rule]:
    written = (
        select(AccessRule.permission, AccessRule.resource, AccessRule.scope)
        .join(ROLE, ROLE.c.name == AccessRule.role)
        .where(ROLE.c.id.in_(roles))
    )
    everything = ADMINISTRATION
    administration = select(
        literal(everything.permission), literal(everything.resource), literal(everything.scope)
    ).where(select(ROLE.c.id).where(ROLE.c.id.in_(roles), ROLE.c.name == ADMIN).exists())
    return frozenset(Rule(*row) for row in session.execute(union_all(written, administration)))

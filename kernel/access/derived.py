"""FAB's permission tables follow from what plugins declare and what the access rules say."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from kernel.access.scoping import WITHHELD
from kernel.access.tables import GRANT, GROUP_ROLE, PAIR, PERMISSION, RESOURCE, ROLE, USER_ROLE
from kernel.models import AccessRule, PluginPermission
from kernel.versions import bump

ADMIN = "Admin"
PUBLIC = "Public"
Triple = tuple[str, str, str]
"""A plugin, a permission, a resource."""

Pair = tuple[str, str]
"""A permission, a resource."""


def synchronise(
    session: Session, declared: Iterable[Triple], *, plugins: Iterable[str] | None = None
) -> bool:
    """Roles hold exactly what the rules say of what is declared; whether anything had to be changed.

    `plugins` are those of which `declared` tells everything, by default those it names: a plugin that
    cannot be loaded now keeps what it declared before.
    """
    session.flush()
    triples = frozenset(declared)
    told = frozenset(plugins) if plugins is not None else frozenset(plugin for plugin, _, _ in triples)
    changed = _declare(session, triples, told)
    changed |= _ensure_names(
        session, ROLE, {ADMIN, PUBLIC, *session.scalars(select(AccessRule.role).distinct())}
    )
    changed |= _ensure_pairs(session)
    changed |= _follow_rules(session)
    if changed:
        bump(session, role=True)
    return changed


def withdraw(session: Session, plugin: str) -> None:
    """What only this plugin declared and ruled is gone, with the roles that nobody else names or holds."""
    session.flush()
    own = set(_rows(session, plugin))
    rules = select(AccessRule.role).where(AccessRule.plugin == plugin)
    roles = set(session.scalars(rules)) - {ADMIN, PUBLIC}
    for model in (PluginPermission, AccessRule):
        table = _table(model)
        session.execute(delete(table).where(table.c.plugin == plugin))
    _remove_pairs(session, own)
    _remove_roles(session, roles)
    bump(session, role=True)


def dormant(session: Session, plugin: str | None = None) -> list[AccessRule]:
    """The rules that grant nothing because no installed plugin declares their permission."""
    declared = select(PluginPermission.id).where(
        PluginPermission.permission == AccessRule.permission, PluginPermission.resource == AccessRule.resource
    )
    rules = select(AccessRule).where(~declared.exists()).order_by(AccessRule.id)
    return list(session.scalars(rules if plugin is None else rules.where(AccessRule.plugin == plugin)))


def _declare(session: Session, triples: frozenset[Triple], told: frozenset[str]) -> bool:
    table = _table(PluginPermission)
    known = {
        (plugin, permission, resource): row_id
        for row_id, plugin, permission, resource in session.execute(
            select(table.c.id, table.c.plugin, table.c.permission, table.c.resource)
        )
    }
    new = sorted(triples - known.keys())
    gone = [triple for triple in known if triple[0] in told and triple not in triples]
    if new:
        names = ("plugin", "permission", "resource")
        session.execute(insert(table), [dict(zip(names, triple, strict=True)) for triple in new])
    if gone:
        session.execute(delete(table).where(table.c.id.in_([known[triple] for triple in gone])))
        _remove_pairs(session, {(permission, resource) for _, permission, resource in gone})
    return bool(new or gone)


def _ensure_names(session: Session, table: Table, names: Iterable[str]) -> bool:
    new = sorted(set(names) - set(session.scalars(select(table.c.name))))
    if new:
        session.execute(insert(table), [{"name": name} for name in new])
    return bool(new)


def _ensure_pairs(session: Session) -> bool:
    wanted = set(_rows(session))
    changed = _ensure_names(session, PERMISSION, {permission for permission, _ in wanted})
    changed |= _ensure_names(session, RESOURCE, {resource for _, resource in wanted})
    new = sorted(wanted - _pair_ids(session).keys())
    if new:
        permissions, resources = _ids(session, PERMISSION), _ids(session, RESOURCE)
        rows = [
            {"permission_id": permissions[permission], "view_menu_id": resources[resource]}
            for permission, resource in new
        ]
        session.execute(insert(PAIR), rows)
    return changed or bool(new)


def _follow_rules(session: Session) -> bool:
    """Grants on declared pairs are those of the rules; what nobody declares is not ours to touch.

    What is withheld from the administrator is granted by the plugin that declares it and by no other: whoever may
    install a pack would else write themselves the rules that are kept from them.
    """
    table = _table(PluginPermission)
    triples = set(map(tuple, session.execute(select(table.c.plugin, table.c.permission, table.c.resource))))
    declared = {(permission, resource) for _, permission, resource in triples}
    pairs = {pair: pair_id for pair, pair_id in _pair_ids(session).items() if pair in declared}
    roles = _ids(session, ROLE)
    rules = [rule for rule in _rules(session) if (rule.permission, rule.resource) in pairs]
    withheld = {
        (rule.permission, rule.resource) for rule in rules if rule.role == ADMIN and rule.scope == WITHHELD
    }
    wanted = {(pairs[pair], roles[ADMIN]) for pair in pairs.keys() - withheld}
    for rule in rules:
        pair = (rule.permission, rule.resource)
        if rule.scope == WITHHELD or (
            pair in withheld and (rule.role == ADMIN or (rule.plugin, *pair) not in triples)
        ):
            continue
        wanted.add((pairs[pair], roles[rule.role]))
    ours = set(pairs.values())
    rows = session.execute(select(GRANT.c.id, GRANT.c.permission_view_id, GRANT.c.role_id))
    known = {(pair_id, role_id): row_id for row_id, pair_id, role_id in rows if pair_id in ours}
    return _replace_grants(session, wanted, known)


def _rules(session: Session) -> Sequence[Any]:
    table = _table(AccessRule)
    return session.execute(
        select(table.c.plugin, table.c.role, table.c.permission, table.c.resource, table.c.scope)
    ).all()


def _replace_grants(
    session: Session, wanted: set[tuple[int, int]], known: dict[tuple[int, int], int]
) -> bool:
    gone = [known[grant] for grant in known if grant not in wanted]
    new = sorted(wanted - known.keys())
    if gone:
        session.execute(delete(GRANT).where(GRANT.c.id.in_(gone)))
    if new:
        session.execute(insert(GRANT), [{"permission_view_id": pair, "role_id": role} for pair, role in new])
    return bool(gone or new)


def _remove_pairs(session: Session, pairs: set[Pair]) -> None:
    """The pairs nobody declares any more are gone, and their names unless another pair uses them."""
    lost = pairs - set(_rows(session))
    known = _pair_ids(session)
    ids = [known[pair] for pair in lost if pair in known]
    session.execute(delete(GRANT).where(GRANT.c.permission_view_id.in_(ids)))
    session.execute(delete(PAIR).where(PAIR.c.id.in_(ids)))
    for table, used, names in (
        (PERMISSION, PAIR.c.permission_id, {permission for permission, _ in lost}),
        (RESOURCE, PAIR.c.view_menu_id, {resource for _, resource in lost}),
    ):
        session.execute(delete(table).where(table.c.name.in_(names), table.c.id.not_in(select(used))))


def _remove_roles(session: Session, roles: set[str]) -> None:
    named = set(session.scalars(select(AccessRule.role).distinct()))
    held = [select(table.c.role_id).where(table.c.role_id.is_not(None)) for table in (USER_ROLE, GROUP_ROLE)]
    doomed = select(ROLE.c.id).where(ROLE.c.name.in_(roles - named), *(ROLE.c.id.not_in(ids) for ids in held))
    ids = list(session.scalars(doomed))
    session.execute(delete(GRANT).where(GRANT.c.role_id.in_(ids)))
    session.execute(delete(ROLE).where(ROLE.c.id.in_(ids)))


def _rows(session: Session, plugin: str | None = None) -> list[Pair]:
    statement = select(PluginPermission.permission, PluginPermission.resource)
    if plugin is not None:
        statement = statement.where(PluginPermission.plugin == plugin)
    return [(permission, resource) for permission, resource in session.execute(statement)]


def _pair_ids(session: Session) -> dict[Pair, int]:
    rows = session.execute(
        select(PERMISSION.c.name, RESOURCE.c.name, PAIR.c.id)
        .join(PAIR, PAIR.c.permission_id == PERMISSION.c.id)
        .join(RESOURCE, RESOURCE.c.id == PAIR.c.view_menu_id)
    )
    return {(permission, resource): pair_id for permission, resource, pair_id in rows}


def _ids(session: Session, table: Table) -> dict[str, int]:
    return {row.name: row.id for row in session.execute(select(table.c.name, table.c.id))}


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table

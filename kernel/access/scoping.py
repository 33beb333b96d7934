"""Whose rows: a statement is narrowed to what the actor's rules allow together, without a rule to nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, false, or_

from kernel.registry import Registry
from kernel.seams import SCOPE

EVERYTHING = "*"
ALL = "all"
WITHHELD = "withheld"
"""The scope of a rule that gives nothing; for `Admin` it takes away what administration gives."""

Rows = TypeVar("Rows", bound=Any)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; nobody has the id None and the roles of the public."""

    user_id: int | None
    username: str
    role_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A permission on a resource that one of the actor's roles has, and the scope of it."""

    permission: str
    resource: str
    scope: str

    def covers(self, permission: str, resource: str) -> bool:
        """Whether the rule speaks of this act; the administrator's speaks of every one."""
        return self.permission in (permission, EVERYTHING) and self.resource in (resource, EVERYTHING)


ADMINISTRATION = Rule(EVERYTHING, EVERYTHING, ALL)


def resource_of(model: type[Any]) -> str:
    """The name by which rules speak of a mapped class: its `__resource__`, or else its table."""
    name: str = getattr(model, "__resource__", None) or model.__tablename__
    return name


def allows(rules: Iterable[Rule], permission: str, resource: str) -> bool:
    """Whether any rule covers the act, on whatever rows."""
    return bool(scopes(rules, permission, resource))


def scopes(rules: Iterable[Rule], permission: str, resource: str) -> set[str]:
    """The scopes in which the rules together allow the act; empty when it is not allowed."""
    covering = [rule for rule in rules if rule.covers(permission, resource)]
    if any(rule.scope == WITHHELD for rule in covering):
        covering = [rule for rule in covering if rule != ADMINISTRATION and rule.scope != WITHHELD]
    return {rule.scope for rule in covering}


def scoped(
    statement: Select[Rows],
    model: type[Any],
    actor: Actor,
    *,
    permission: str,
    registry: Registry,
    rules: Iterable[Rule],
) -> Select[Rows]:
    """The statement over the rows of `model` on which the actor has the permission."""
    resource = resource_of(model)
    found = scopes(rules, permission, resource)
    if ALL in found:
        return statement
    criteria = [registry.thing(SCOPE, scope)(actor, model) for scope in sorted(found)]
    return statement.where(or_(false(), *criteria))

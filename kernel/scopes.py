"""The scopes every installation has: all rows, none, one's own."""

from typing import Any

from sqlalchemy import ColumnElement, false, true

from kernel.access.scoping import Actor, resource_of
from kernel.errors import RegistryError
from kernel.seams import scope
from kernel.text import Text

OWNERS = ("owner_id", "created_by_fk")


@scope("all")
def every_row(actor: Actor, model: type[Any]) -> ColumnElement[bool]:  # noqa: ARG001 a scope is asked with both
    """Every row."""
    return true()


@scope("none")
def no_row(actor: Actor, model: type[Any]) -> ColumnElement[bool]:  # noqa: ARG001 a scope is asked with both
    """No row: the role sees the page and nothing on it."""
    return false()


@scope("withheld")
def withheld(actor: Actor, model: type[Any]) -> ColumnElement[bool]:  # noqa: ARG001 a scope is asked with both
    """No row and no page; a rule for `Admin` keeps from it what it has without any rule."""
    return false()


@scope("own")
def own_rows(actor: Actor, model: type[Any]) -> ColumnElement[bool]:
    """The rows whose owner is the actor: the column named by `__owner__`, `owner_id` or `created_by_fk`."""
    if actor.user_id is None:
        return false()
    for name in (getattr(model, "__owner__", None), *OWNERS):
        column = getattr(model, name, None) if name else None
        if column is not None:
            mine: ColumnElement[bool] = column == actor.user_id
            return mine
    resource = resource_of(model)
    raise RegistryError(
        Text(
            f"“{resource}”的记录没有所有者，不能用范围 own。",
            f"Rows of “{resource}” have no owner for the scope own.",
        ),
        remedy=Text(
            "请给模型加上 owner_id 列或 __owner__，或改用别的范围。",
            "Give the model a column owner_id or an __owner__, or use another scope.",
        ),
        place=resource,
    )

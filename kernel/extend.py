"""Companion models: a plugin's own columns for another plugin's model, in a table one to one beside it."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Column, Table, inspect
from sqlalchemy.exc import NoInspectionAvailable
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import Mapper, relationship

from kernel.errors import RegistryError
from kernel.registry import Registry
from kernel.seams import EXTENSION
from kernel.text import Text

Companion = TypeVar("Companion", bound=type[Any])
WIRED = "__tongban_companions__"


def extend(base: type[Any], *, attribute: str) -> Callable[[Companion], Companion]:
    """Marks the companion of `base`: a mapped class whose primary key is the base's, deleted with it."""

    def marked(companion: Companion) -> Companion:
        _refuse_unfit(base, companion)
        name = f"{base.__name__}.{attribute}"
        return EXTENSION.mark(name, base=base, attribute=attribute)(companion)

    return marked


def wire(registry: Registry) -> None:
    """Every base has its companions as attributes, and their columns as its own; once is enough."""
    for entry in registry.entries(EXTENSION):
        base, attribute = entry.options["base"], entry.options["attribute"]
        wired = base.__dict__.get(WIRED, {})
        if wired.get(attribute) is entry.thing:
            continue
        columns = proxied(entry.thing)
        for name in (attribute, *columns):
            _refuse_taken(base, name, entry.thing, entry.plugin)
        _wire(base, attribute, entry.thing, columns)
        setattr(base, WIRED, {**wired, attribute: entry.thing})


def proxied(companion: type[Any]) -> list[str]:
    """The attributes of the companion that the base shows as its own."""
    mapper: Mapper[Any] = inspect(companion)
    return [one.key for one in mapper.column_attrs if not all(column.primary_key for column in one.columns)]


def _wire(base: type[Any], attribute: str, companion: type[Any], columns: list[str]) -> None:
    inspect(base).add_property(
        attribute,
        relationship(
            companion, uselist=False, cascade="all, delete-orphan", passive_deletes=True, single_parent=True
        ),
    )
    for name in columns:
        # no column is ever put on the mapped class: select() would then return None for it silently
        setattr(base, name, association_proxy(attribute, name, creator=_creator(companion, name)))


def _creator(companion: type[Any], name: str) -> Callable[[Any], Any]:
    return lambda value: companion(**{name: value})


def _refuse_unfit(base: type[Any], companion: type[Any]) -> None:
    try:
        ours, theirs = _table(companion), _table(base)
    except NoInspectionAvailable:
        raise _unfit(companion, Text("不是映射类", "is no mapped class")) from None
    keys = list(ours.primary_key.columns)
    if ours is theirs or len(keys) != 1 or len(theirs.primary_key.columns) != 1:
        raise _unfit(companion, Text("的主键不是单独一列", "has no single primary key of its own"))
    if not any(
        _follows(key, keys[0], next(iter(theirs.primary_key.columns))) for key in keys[0].foreign_keys
    ):
        raise _unfit(
            companion,
            Text(
                f"的主键不是指向 {theirs.name}、随之删除的外键",
                f"has a primary key that does not refer to {theirs.name} with ON DELETE CASCADE",
            ),
        )


def _follows(key: Any, own: Column[Any], base: Column[Any]) -> bool:
    return key.parent is own and key.column is base and (key.ondelete or "").upper() == "CASCADE"


def _table(cls: type[Any]) -> Table:
    table: Table = inspect(cls).local_table
    return table


def _unfit(companion: type[Any], why: Text) -> RegistryError:
    return RegistryError(
        Text(f"伴随模型 {companion.__name__} {why.zh}。", f"The companion {companion.__name__} {why.en}."),
        remedy=Text(
            '主键请写 mapped_column(ForeignKey("基表.id", ondelete="CASCADE"), primary_key=True)。',
            'Write its key as mapped_column(ForeignKey("base.id", ondelete="CASCADE"), primary_key=True).',
        ),
        place=f"{companion.__module__}.{companion.__qualname__}",
    )


def _refuse_taken(base: type[Any], name: str, companion: type[Any], plugin: str) -> None:
    if hasattr(base, name):
        raise RegistryError(
            Text(
                f"{base.__name__} 已有属性 {name}，{plugin} 的 {companion.__name__} 不能再加。",
                f"{base.__name__} already has {name}; {companion.__name__} of {plugin} cannot add it again.",
            ),
            remedy=Text("请给列或 attribute 换一个名称。", "Give the column or the attribute another name."),
            place=f"{companion.__module__}.{companion.__qualname__}",
        )

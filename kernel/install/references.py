"""Which rows still refer to a row: asked of the database, for plugins whose code is not loaded have tables too."""

from collections.abc import Container, Mapping
from functools import cached_property

from sqlalchemy import Connection, and_, column, func, inspect, select, table
from sqlalchemy.engine.interfaces import ReflectedForeignKeyConstraint


class Uses:
    """The references between the tables as they are now."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def of(self, name: str, row_id: int, *, without: Container[str]) -> tuple[str, int] | None:
        """The first table with rows that refer to this row, and their number; some tables do not count."""
        for other, key in self._pointing.get(name, ()):
            if other not in without and (count := self._count(name, row_id, other, key)):
                return other, count
        return None

    @cached_property
    def _pointing(self) -> Mapping[str, list[tuple[str, ReflectedForeignKeyConstraint]]]:
        pointing: dict[str, list[tuple[str, ReflectedForeignKeyConstraint]]] = {}
        for (_, name), keys in inspect(self.connection).get_multi_foreign_keys().items():
            for key in keys:
                pointing.setdefault(key["referred_table"], []).append((name, key))
        return pointing

    def _count(self, name: str, row_id: int, other: str, key: ReflectedForeignKeyConstraint) -> int:
        ours = table(name, *map(column, {"id", *key["referred_columns"]})).alias("ours")
        theirs = table(other, *map(column, {"id", *key["constrained_columns"]})).alias("theirs")
        pairs = zip(key["constrained_columns"], key["referred_columns"], strict=True)
        joined = and_(*(theirs.c[one] == ours.c[referred] for one, referred in pairs))
        counted = select(func.count()).select_from(theirs).join(ours, joined).where(ours.c.id == row_id)
        if other == name:
            counted = counted.where(theirs.c.id != row_id)
        return self.connection.scalar(counted) or 0

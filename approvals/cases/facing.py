"""What a plugin knows of its cases, one row each, which a list reads along with its own rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Connection, FromClause, select
from sqlalchemy.sql.visitors import replacement_traverse

from kernel.prepared import Among, Prepared

Values = tuple[Any, ...]


class FaceRows:
    """The columns of a plugin from which it makes the faces of its cases, and the tables in which they lie.

    `case` holds the number of the case, each once; the first of the columns is never empty, so that a list knows of
    which cases there is a row. Every further table has at most one row for it.
    """

    def __init__(
        self,
        case: ColumnClause[Any],
        columns: Sequence[ColumnElement[Any]],
        joins: Sequence[tuple[FromClause, ColumnElement[bool]]] = (),
    ) -> None:
        self._names = ", ".join(map(str, columns))
        # under names of their own: two plugins may know of cases by the same table
        tables = [case.table, *(table for table, _ in joins)]
        self._own = {table: table.alias() for table in tables if table is not None}
        self._case = self._mine(case)
        self.columns = tuple(map(self._mine, columns))
        self._joins = [(self._own[table], self._mine(on)) for table, on in joins]
        alone = select(self._case, *self.columns).select_from(self._joined(self._first))
        self._alone = Prepared(alone.where(Among(self._case, "cases")))

    def __repr__(self) -> str:
        return self._names

    def beside(self, rows: FromClause, case: ColumnElement[Any]) -> FromClause:
        """The rows, each with what is known of its case."""
        return self._joined(rows.outerjoin(self._first, self._case == case))

    def known(self, connection: Connection, cases: Sequence[int]) -> Mapping[int, Values]:
        """What is known of these cases."""
        return {row[0]: row[1:] for row in self._alone.rows(connection, {"cases": cases})}

    @property
    def _first(self) -> FromClause:
        return next(iter(self._own.values()))

    def _joined(self, rows: FromClause) -> FromClause:
        for table, on in self._joins:
            rows = rows.outerjoin(table, on)
        return rows

    def _mine(self, expression: ColumnElement[Any]) -> ColumnElement[Any]:
        """The same of the tables under their names here."""

        def named(element: Any, **_more: Any) -> Any:
            own = self._own.get(element.table) if isinstance(element, ColumnClause) else None  # type: ignore[arg-type]
            return None if own is None else own.c[element.key]

        mine: ColumnElement[Any] = replacement_traverse(expression, {}, named)
        return mine

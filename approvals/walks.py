"""The walks of the lists through open tasks: each statement is compiled once for everybody who asks alike."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, tuple_

from approvals.asking import Asked, filled, masked
from approvals.cases import TASK
from approvals.facing import FaceRows
from approvals.paging import COLUMNS
from approvals.waiting import walk
from kernel.inquiries import Along
from kernel.prepared import Prepared


class Walk(NamedTuple):
    """What is asked: of tasks with a day or without, of the first ones or further ones, how many, with what beside."""

    asked: Asked
    dated: bool
    further: bool
    limit: int
    beside: tuple[FaceRows, ...] = ()


class Question:
    """A walk of somebody, ready to be asked again."""

    def __init__(self, prepared: Prepared, stands: Mapping[Any, Any]) -> None:
        self._prepared, self._stands = prepared, stands
        self._given: dict[str, Mapping[str, Any]] = {}

    def rows(
        self, connection: Connection, start: Mapping[str, Any], along: Along[Any] | None = None
    ) -> list[Any]:
        """The rows, as the driver gives them, that follow the place where they start."""
        dialect = connection.dialect
        given = self._given.get(dialect.name)
        if given is None:
            given = self._given[dialect.name] = filled(self._prepared, dialect, self._stands)
        wanted = {**given, **start} if start else given
        return (
            self._prepared.rows(connection, wanted) if along is None else along.rows(self._prepared, wanted)
        )


@lru_cache(maxsize=4096)
def question(wanted: Walk) -> Question | None:
    """The walk of somebody, who leafs through one list all day; none when they have no office."""
    alike, stands = masked(wanted.asked)
    prepared = _prepared(wanted._replace(asked=alike))
    return None if prepared is None else Question(prepared, stands)


def statement_of(wanted: Walk) -> Select[Any] | None:
    """The walk; the row further than which it goes is given by the parameters."""
    on = bindparam("after_on", type_=TASK.c.due_on.type)
    task = bindparam("after_task", type_=TASK.c.id.type)
    where = wanted.asked.criteria()
    if wanted.further:
        ordered = tuple_(TASK.c.due_on, TASK.c.id) > tuple_(on, task)
        where.append(ordered if wanted.dated else TASK.c.id > task)
    offices = wanted.asked.offices
    return walk(offices, COLUMNS, where, limit=wanted.limit, dated=wanted.dated, beside=wanted.beside)


@lru_cache(maxsize=256)
def _prepared(alike: Walk) -> Prepared | None:
    statement = statement_of(alike)
    return None if statement is None else Prepared(statement)

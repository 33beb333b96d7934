"""A page of a list: the rows as the database gave them, and what is made of them for whoever asks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from approvals.cases.facing import FaceRows, Values
from approvals.cases.view import TASK

COLUMNS = (
    *(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on),
    *(TASK.c.version_id, TASK.c.mending, TASK.c.suspended),
)
"""What a list shows of an open task: all of it lies in the index along which the list is read."""


class Line(NamedTuple):
    """One row of a list: the task, its case and step, by when it is to be done, when it was.

    Of an open task also the version that the case runs on, and whether the application is being mended meanwhile, or rests.
    A tuple, since lists make so many of them.
    """

    task: int
    case: int
    step: str
    due_on: date | None = None
    closed_at: datetime | None = None
    version: int | None = None
    mending: bool = False
    suspended: bool = False


class Page:
    """Some rows, and the last of them when more follow.

    A row begins with the numbers of the task and its case; after `COLUMNS` comes what plugins know of the case.
    """

    def __init__(
        self,
        rows: Sequence[Any],
        made: Callable[[Any], Line] = Line._make,
        *,
        more: bool,
        beside: Sequence[FaceRows] = (),
    ) -> None:
        self.rows, self.more = rows, more
        self._made, self._beside = made, beside

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows as people see them."""
        return tuple(map(self._made, self.rows))

    @property
    def last(self) -> Line | None:
        """The row after which the next page begins; None when there is none."""
        return self._made(self.rows[-1]) if self.more else None

    @property
    def cases(self) -> list[int]:
        """The case of each row."""
        return [row[1] for row in self.rows]

    def known(self, rows: FaceRows) -> Mapping[int, Values] | None:
        """What a plugin knows of the cases here; None when its rows were not read along."""
        if rows not in self._beside:
            return None
        before = self._beside[: self._beside.index(rows)]
        start = len(COLUMNS) + sum(len(one.columns) for one in before)
        end = start + len(rows.columns)
        return {row[1]: row[start:end] for row in self.rows if row[start] is not None}


def line_typed(row: Any) -> Line:
    """The line of a row whose values are those of its columns."""
    task, of_case, step, due_on, version, mending, suspended, *_ = row
    return Line(task, of_case, step, due_on, None, version, mending, suspended)


def line_written(row: Any) -> Line:
    """The line of a row as SQLite keeps it: a day as it is written, a truth as a number."""
    task, of_case, step, on, version, mending, suspended, *_ = row
    day = on and date.fromisoformat(on)
    return Line(task, of_case, step, day, None, version, mending == 1, suspended == 1)

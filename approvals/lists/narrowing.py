"""Which of the open tasks a list is narrowed to, and in which order they come; pure but for the columns it names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import ColumnElement, Table, select

from approvals.cases.labels import Borne, Label
from approvals.cases.view import TASK
from approvals.lists.views import SOON
from approvals.people.assignment import Standing
from approvals.people.waiting import one_of, untaken, untaken_beside

LABEL, BORNE = cast(Table, Label.__table__), cast(Table, Borne.__table__)


class Limit(StrEnum):
    """Until when the tasks of a list are to be done."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    NONE = "none"


class Order(StrEnum):
    """What comes first: what is due first, what came last, what came first."""

    DUE = "due"
    NEW = "new"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to; what says nothing leaves everything."""

    matter: str = ""
    office: int = 0
    step: str = ""
    limit: Limit | None = None
    cases: tuple[int, ...] | None = None
    """The cases of a person or an enterprise; None: of everybody."""
    matters: frozenset[str] = frozenset()
    """Those in which a deputy stands in; all when none is named."""
    order: Order = Order.DUE
    deputy: Standing | None = None
    """Who looks at it in the place of whose list it is; what they have for themselves is in their own."""
    label: int = 0
    """A label that the cases bear."""

    def offices(self, theirs: frozenset[int]) -> list[int]:
        """The offices of theirs that the list is about."""
        return sorted(theirs & {self.office}) if self.office else sorted(theirs)

    def untaken(self, name: str) -> ColumnElement[bool]:
        """The tasks that nobody else has: of an account's own list, or of the one that its deputy looks at."""
        return untaken({name}) if self.deputy is None else untaken_beside(self.deputy, name)

    def criteria(self, today: date, offices: Collection[int]) -> list[ColumnElement[bool]]:
        """The same as conditions on tasks, without the office; labels are those of these offices."""
        found: list[ColumnElement[bool]] = []
        if self.matter:
            found.append(TASK.c.matter == self.matter)
        if self.matters:
            found.append(one_of(TASK.c.matter, self.matters))
        if self.step:
            found.append(TASK.c.step == self.step)
        if self.cases is not None:
            found.append(TASK.c.case_id.in_(self.cases))
        if self.label:
            found.append(_bears(self.label, offices))
        if self.limit is not None:
            found.append(_due(self.limit, today))
        return found


ALL = Narrowing()


def _bears(label: int, offices: Collection[int]) -> ColumnElement[bool]:
    """The case bears the label, which is one of theirs: what others call it is not theirs to ask."""
    bearing = select(BORNE.c.case_id).join(LABEL, LABEL.c.id == BORNE.c.label_id)
    return TASK.c.case_id.in_(bearing.where(BORNE.c.label_id == label, one_of(LABEL.c.office_id, offices)))


def _due(limit: Limit, today: date) -> ColumnElement[bool]:
    match limit:
        case Limit.OVERDUE:
            return TASK.c.due_on < today
        case Limit.TODAY:
            return TASK.c.due_on == today
        case Limit.SOON:
            return TASK.c.due_on.between(today, today + timedelta(days=SOON))
        case Limit.NONE:
            return TASK.c.due_on.is_(None)

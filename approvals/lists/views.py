"""The lists of the workbench, and which open tasks of somebody each of them holds."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement

from approvals.cases.view import TASK
from approvals.people.waiting import has_come_back, ready, to_claim
from kernel.text import Text

SOON = 3
"""So many days ahead a task is due soon."""


class View(StrEnum):
    """The lists of the workbench."""

    MINE = "mine"
    CLAIM = "claim"
    TODAY = "today"
    SOON = "soon"
    OVERDUE = "overdue"
    MENDING = "mending"
    BACK = "back"
    COPY = "copy"
    FOLLOWED = "followed"
    DONE = "done"


TITLES: Mapping[View, Text] = {
    View.MINE: Text("我的待办", "To do"),
    View.CLAIM: Text("待认领", "To claim"),
    View.TODAY: Text("今天到期", "Due today"),
    View.SOON: Text(f"{SOON} 天内到期", f"Due in {SOON} days"),
    View.OVERDUE: Text("超期", "Overdue"),
    View.MENDING: Text("补正中", "Being corrected"),
    View.BACK: Text("补正已回", "Corrected"),
    View.COPY: Text("抄送我的", "Shown to me"),
    View.FOLLOWED: Text("我关注的", "Followed by me"),
    View.DONE: Text("我已办", "Done by me"),
}
PRIVATE = frozenset({View.COPY, View.FOLLOWED})
"""The lists that are nobody's work: who stands in for somebody has their own."""
THEIRS = frozenset(View) - PRIVATE - {View.DONE, View.MENDING}
"""The lists of what is theirs to do: rows are selected there, and the list may be taken away."""
UNDATED = frozenset({View.MINE, View.CLAIM, View.BACK})
"""The lists in which tasks without a time limit come last."""


def criteria_of(view: View, today: date) -> list[ColumnElement[bool]]:
    """Which of somebody's open tasks the list holds; what has to be claimed first is not among what they have to do."""
    match view:
        case View.MINE:
            return [ready()]
        case View.TODAY:
            return [TASK.c.due_on == today]
        case View.SOON:
            return [TASK.c.due_on >= today, TASK.c.due_on <= today + timedelta(days=SOON)]
        case View.OVERDUE:
            return [TASK.c.due_on < today]
        case View.BACK:
            return [has_come_back()]
        case View.CLAIM:
            return [to_claim()]
        case _:
            return []

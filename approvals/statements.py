"""The statements of one act on a case, built once so that the database driver keeps them prepared."""

from typing import Any, cast

from sqlalchemy import BindParameter, Table, bindparam, insert, text, update

from approvals.cases import CASE, TASK
from approvals.models import Counter, Decision, TaskState

DECISION = cast(Table, Decision.__table__)
COUNTER = cast(Table, Counter.__table__)

OPEN_CASE = insert(CASE).returning(CASE.c.id)
MOVE_CASE = (
    update(CASE)
    .where(CASE.c.id == bindparam("case"), CASE.c.revision == bindparam("before"))
    .values(
        {
            name: bindparam(name)
            for name in ("facts", "state", "revision", "head", "outcome", "due_on", "alarm_on", "closed_at")
        }
    )
)
OPEN_TASK = insert(TASK)
_CLOSING: dict[str, BindParameter[Any]] = {
    "state": bindparam("into"),
    "closed_at": bindparam("at"),
    "closed_by": bindparam("by"),
}
CLOSE_TASK = (
    update(TASK).where(TASK.c.id == bindparam("task"), TASK.c.state == TaskState.OPEN.value).values(_CLOSING)
)
CLOSE_STEP = (
    update(TASK)
    .where(
        TASK.c.case_id == bindparam("case"),
        TASK.c.step == bindparam("of_step"),
        TASK.c.state == TaskState.OPEN.value,
    )
    .values(_CLOSING)
    .returning(TASK.c.office_id)
)
LOG = insert(DECISION)

_COUNT = """INSERT INTO approvals_counter (office_id, matter, open) VALUES {rows}
ON CONFLICT (office_id, matter) DO UPDATE SET open = approvals_counter.open + excluded.open"""
COUNT_ONE = text(_COUNT.format(rows="(:office_0, :matter_0, :by_0)"))
COUNT_TWO = text(_COUNT.format(rows="(:office_0, :matter_0, :by_0), (:office_1, :matter_1, :by_1)"))

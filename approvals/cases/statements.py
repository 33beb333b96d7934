"""The statements of one act on a case, compiled once, so that the driver keeps them prepared."""

from typing import Any, cast

from sqlalchemy import BindParameter, Table, bindparam, delete, insert, text, update

from approvals.cases.persons import Signer
from approvals.cases.view import CASE, IS_OPEN, TASK
from approvals.models import Counter, Decision
from kernel.prepared import Prepared

DECISION = cast(Table, Decision.__table__)
COUNTER = cast(Table, Counter.__table__)
SIGNER = cast(Table, Signer.__table__)
MOVED_COLUMNS = ("state", "revision", "head", "outcome", "due_on", "alarm_on", "closed_at")
CASE_COLUMNS = [column.name for column in CASE.c if column.name != "id"]
TASK_COLUMNS = [
    column.name
    for column in TASK.c
    if column.name not in ("id", "claimed_by", "held_by", "closed_at", "closed_by", "suspended")
]
LOG_COLUMNS = [column.name for column in DECISION.c]

OPEN_CASE = Prepared(insert(CASE).returning(CASE.c.id), columns=CASE_COLUMNS)
MOVE_CASE = Prepared(
    update(CASE)
    .where(CASE.c.id == bindparam("case"), CASE.c.revision == bindparam("before"))
    .values({name: bindparam(name) for name in MOVED_COLUMNS})
)
NEW_FACTS = Prepared(update(CASE).where(CASE.c.id == bindparam("case")).values(facts=bindparam("known")))
OPEN_TASK = Prepared(insert(TASK).inline(), columns=TASK_COLUMNS)
_CLOSING: dict[str, BindParameter[Any]] = {
    "state": bindparam("into"),
    "closed_at": bindparam("at"),
    "closed_by": bindparam("by"),
}
CLOSE_TASK = Prepared(update(TASK).where(TASK.c.id == bindparam("task"), IS_OPEN).values(_CLOSING))
CLOSE_STEP = Prepared(
    update(TASK)
    .where(
        TASK.c.case_id == bindparam("case"),
        TASK.c.step == bindparam("of_step"),
        IS_OPEN,
    )
    .values(_CLOSING)
    .returning(TASK.c.office_id)
)
_AT_STEP = (TASK.c.case_id == bindparam("case"), TASK.c.step == bindparam("of_step"), IS_OPEN)
REDATE_TASK = Prepared(update(TASK).where(*_AT_STEP).values(due_on=bindparam("on")))
HAND_TASK = Prepared(
    update(TASK).where(*_AT_STEP).values(due_on=bindparam("on"), held_by=bindparam("to"), claimed_by=None)
)
"""To one account or back to everybody; who had claimed it has it no more."""
MARK_TASKS = Prepared(
    update(TASK)
    .where(TASK.c.case_id == bindparam("of_case"), IS_OPEN)
    .values(mending=bindparam("mended"), suspended=bindparam("rests"))
)
SIGN = Prepared(insert(SIGNER).inline(), columns=[column.name for column in SIGNER.c])
SIGNED = Prepared(
    delete(SIGNER).where(
        SIGNER.c.case_id == bindparam("case"),
        SIGNER.c.step == bindparam("of_step"),
        SIGNER.c.account == bindparam("who"),
    )
)
LOG = Prepared(insert(DECISION).inline(), columns=LOG_COLUMNS)

_COUNT = """INSERT INTO approvals_counter (office_id, matter, part, open) VALUES {rows}
ON CONFLICT (office_id, matter, part) DO UPDATE SET open = approvals_counter.open + excluded.open"""
_COUNTED = "(:office_{0}, :matter_{0}, :part_{0}, :by_{0})"
COUNT_ONE = Prepared(text(_COUNT.format(rows=_COUNTED.format(0))))
COUNT_TWO = Prepared(text(_COUNT.format(rows=f"{_COUNTED.format(0)}, {_COUNTED.format(1)}")))

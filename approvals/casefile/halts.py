"""At which office each step of a case is or was done, since when, and in whose hands it is."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from approvals.casefile.naming import offices_named
from approvals.cases.view import TASK
from approvals.drawing.boxes import Halt
from approvals.models import TaskState
from kernel.db import connection_of
from kernel.prepared import Prepared
from kernel.registry import Registry

TASKS = Prepared(
    select(TASK.c.step, TASK.c.office_id, TASK.c.state, TASK.c.claimed_by, TASK.c.opened_at)
    .where(TASK.c.case_id == bindparam("case"))
    .order_by(TASK.c.id)
)


def halts_of(session: Session, registry: Registry, case_id: int) -> dict[str, Halt]:
    """The last halt of the case at each step."""
    rows = list(TASKS.typed(connection_of(session), {"case": case_id}))
    names = offices_named(session, registry, {office for _, office, *_ in rows if office is not None})
    return {
        step: Halt(
            office=names.get(office) if office is not None else None,
            claimed=(claimed or "") if state == TaskState.OPEN else "",
            since=since,
        )
        for step, office, state, claimed, since in rows
    }

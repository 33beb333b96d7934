"""A case as it stands, read under its lock together with the task at hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Table, and_, bindparam, select

from approvals.assignment import Assignment, PartyRef
from approvals.engine import State
from approvals.engine.facts import unpacked
from approvals.models import Case, Task, TaskState
from kernel.errors import NotFound
from kernel.prepared import Prepared
from kernel.text import Text

CASE = cast(Table, Case.__table__)
TASK = cast(Table, Task.__table__)
LOCKED = Prepared(
    select(
        *(CASE.c.id, CASE.c.key, CASE.c.number, CASE.c.chain, CASE.c.version_id, CASE.c.matter),
        *(CASE.c.initiator_kind, CASE.c.initiator_id, CASE.c.facts, CASE.c.state, CASE.c.head),
        *(TASK.c.id.label("task_id"), TASK.c.party_kind, TASK.c.party_id, TASK.c.office_id),
        *(TASK.c.role, TASK.c.claimed_by),
    )
    .select_from(
        CASE.outerjoin(
            TASK,
            and_(
                TASK.c.case_id == CASE.c.id,
                TASK.c.step == bindparam("step"),
                TASK.c.state == TaskState.OPEN.value,
            ),
        )
    )
    .where(CASE.c.id == bindparam("id"))
    .with_for_update(of=CASE)
)
SEEN = select(CASE).where(CASE.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case at one moment: what rules, resolvers and listeners may know of it."""

    id: int
    key: str
    number: str | None
    chain: str
    version_id: int
    matter: str
    initiator: PartyRef
    facts: Mapping[str, Any]
    state: State
    head: str


@dataclass(frozen=True, slots=True)
class TaskAtHand:
    """The open task of the step somebody wants to do."""

    id: int
    assignment: Assignment
    claimed_by: str | None


def locked(connection: Connection, case_id: int, step: str) -> tuple[CaseView, TaskAtHand | None]:
    """The case, which nobody else may move until this transaction ends, and the open task of the step."""
    row = LOCKED.run(connection, {"id": case_id, "step": step}).one_or_none()
    if row is None:
        raise no_such_case(case_id)
    party = None if row.party_kind is None else PartyRef(row.party_kind, row.party_id)
    task = (
        None
        if row.task_id is None
        else TaskAtHand(row.task_id, Assignment(party, row.office_id, row.role), row.claimed_by)
    )
    return view_of(row), task


def seen(connection: Connection, case_id: int) -> CaseView:
    """The case as it stands, without holding it."""
    row = connection.execute(SEEN, {"id": case_id}).one_or_none()
    if row is None:
        raise no_such_case(case_id)
    return view_of(row)


def view_of(row: Any) -> CaseView:
    """The view of a row of the table."""
    return CaseView(
        id=row.id,
        key=row.key,
        number=row.number,
        chain=row.chain,
        version_id=row.version_id,
        matter=row.matter,
        initiator=PartyRef(row.initiator_kind, row.initiator_id),
        facts=unpacked(json.loads(row.facts)),
        state=State.from_json(json.loads(row.state)),
        head=row.head,
    )


def no_such_case(case_id: int) -> NotFound:
    """Said of a case that is not there, and of one that is not theirs to see."""
    return NotFound(
        Text("没有这个办件，或您无权查看。", "There is no such case, or it is not yours to see."),
        remedy=Text("请从“我的办件”或待办列表打开。", "Open it from your list of cases or tasks."),
        place=f"case:{case_id}",
    )

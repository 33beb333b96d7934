"""A case as it stands, read under its lock together with the task at hand."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import Struct
from sqlalchemy import Connection, Table, and_, bindparam, literal_column, select

from approvals.engine import State
from approvals.engine.facts import unpacked
from approvals.models import Case, Task, TaskState
from approvals.people.assignment import Assignment, PartyRef
from kernel.errors import NotFound
from kernel.inquiries import Along
from kernel.jsontext import jsonvalue
from kernel.prepared import Prepared
from kernel.text import Text

CASE = cast(Table, Case.__table__)
TASK = cast(Table, Task.__table__)
# written into the statement: of a parameter SQLite would ask anew at every run whether a partial index fits
IS_OPEN = TASK.c.state == literal_column(f"'{TaskState.OPEN}'")
VIEWED = (
    *(CASE.c.id, CASE.c.key, CASE.c.number, CASE.c.chain, CASE.c.version_id, CASE.c.matter),
    *(CASE.c.initiator_kind, CASE.c.initiator_id, CASE.c.facts, CASE.c.state, CASE.c.head),
)
"""What a view is made of, in its order."""
LOCK = Prepared(select(CASE.c.id).where(CASE.c.id == bindparam("id")).with_for_update())
LOCKED = Prepared(
    select(
        *VIEWED,
        *(TASK.c.id.label("task_id"), TASK.c.party_kind, TASK.c.party_id, TASK.c.office_id),
        *(TASK.c.role, TASK.c.claimed_by, TASK.c.held_by),
    )
    .select_from(
        CASE.outerjoin(
            TASK,
            and_(
                TASK.c.case_id == CASE.c.id,
                TASK.c.step == bindparam("step"),
                IS_OPEN,
            ),
        )
    )
    .where(CASE.c.id == bindparam("id"))
)
WORK = (
    *(TASK.c.id, TASK.c.party_kind, TASK.c.party_id, TASK.c.office_id),
    *(TASK.c.role, TASK.c.claimed_by, TASK.c.held_by),
)
OPEN_WORK = Prepared(
    select(TASK.c.step, *WORK).where(TASK.c.case_id == bindparam("id"), IS_OPEN).order_by(TASK.c.id)
)
SEEN = Prepared(select(*VIEWED).where(CASE.c.id == bindparam("id")))


class CaseView(Struct, frozen=True):
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

    def after(self, state: State, head: str) -> "CaseView":
        """The same case as an act leaves it."""
        same = (self.id, self.key, self.number, self.chain, self.version_id, self.matter, self.initiator)
        return CaseView(*same, self.facts, state, head)

    def begun(self, case_id: int, head: str) -> "CaseView":
        """The same case under the number that it was given."""
        same = (self.key, self.number, self.chain, self.version_id, self.matter, self.initiator)
        return CaseView(case_id, *same, self.facts, self.state, head)


class TaskAtHand(Struct, frozen=True):
    """The open task of the step somebody wants to do."""

    id: int
    assignment: Assignment
    claimed_by: str | None
    held_by: str | None = None

    @property
    def free(self) -> bool:
        """Whether nobody has it for themselves."""
        return self.claimed_by is None and self.held_by is None


def locked(connection: Connection, case_id: int, step: str) -> tuple[CaseView, TaskAtHand | None]:
    """The case, which nobody else may move until this transaction ends, and the open task of the step."""
    row = LOCKED.row_under(LOCK, connection, {"id": case_id, "step": step})
    if row is None:
        raise no_such_case(case_id)
    task = row[len(VIEWED) :]
    return view_of(row), None if task[0] is None else _task(task)


def open_work(
    connection: Connection, case_id: int, *, along: Along[Any] | None = None
) -> dict[str, TaskAtHand]:
    """The open tasks of the case by their steps, in the order in which they opened."""
    asked = {"id": case_id}
    rows = OPEN_WORK.rows(connection, asked) if along is None else along.rows(OPEN_WORK, asked)
    return {row[0]: _task(row[1:]) for row in rows}


def seen(connection: Connection, case_id: int) -> CaseView:
    """The case as it stands, without holding it."""
    row = SEEN.row(connection, {"id": case_id})
    if row is None:
        raise no_such_case(case_id)
    return view_of(row)


def view_of(row: Sequence[Any]) -> CaseView:
    """The view of a row that begins with the columns of `VIEWED`."""
    case_id, key, number, chain, version_id, matter, kind, party_id, facts, state, head = row[: len(VIEWED)]
    return CaseView(
        *(case_id, key, number, chain, version_id, matter, PartyRef(kind, party_id)),
        facts=unpacked(jsonvalue(facts)),
        state=State.from_json(state),
        head=head,
    )


def no_such_case(case_id: int) -> NotFound:
    """Said of a case that is not there, and of one that is not theirs to see."""
    return NotFound(
        Text("没有这个办件，或您无权查看。", "There is no such case, or it is not yours to see."),
        remedy=Text("请从“工作台”或“我的申请”打开。", "Open it from the workbench or your applications."),
        place=f"case:{case_id}",
    )


def _task(row: Sequence[Any]) -> TaskAtHand:
    task_id, kind, party_id, office, role, claimed_by, held_by = row
    party = None if kind is None else PartyRef(kind, party_id)
    return TaskAtHand(task_id, Assignment(party, office, role), claimed_by, held_by)

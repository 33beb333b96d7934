"""What a list shows of an open task lies in the task and in the index along which the list is read."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011_lines"
down_revision = "0010_verdicts"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_approvals_task_office", "approvals_task"
WALKED = ("office_id", "due_on", "id")
SHOWN = (
    *("state", "case_id", "step", "seq", "matter", "role"),
    *("pool", "claimed_by", "held_by", "version_id", "mending"),
)
WHERE = sa.text("state = 'open' AND office_id IS NOT NULL")


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("version_id", sa.Integer(), nullable=True))
    op.add_column(TABLE, sa.Column("mending", sa.Boolean(), nullable=False, server_default=sa.false()))
    _fill(op.get_bind())
    _indexed((*WALKED, *SHOWN))


def downgrade() -> None:
    _indexed(WALKED)
    for name in ("mending", "version_id"):
        op.drop_column(TABLE, name)


def _indexed(columns: tuple[str, ...]) -> None:
    op.drop_index(INDEX, TABLE)
    op.create_index(INDEX, TABLE, list(columns), sqlite_where=WHERE, postgresql_where=WHERE)


def _fill(connection: sa.Connection) -> None:
    """Open tasks know the version their case runs on, and whether it is with somebody who has to mend it."""
    connection.execute(
        sa.text(
            "UPDATE approvals_task SET version_id ="
            " (SELECT version_id FROM approvals_case WHERE approvals_case.id = approvals_task.case_id)"
            " WHERE state = 'open'"
        )
    )
    likely = sa.text(
        """SELECT id, state FROM approvals_case WHERE outcome IS NULL AND state LIKE '%"correction":[%'"""
    )
    marked = sa.text("UPDATE approvals_task SET mending = :yes WHERE state = 'open' AND case_id = :case")
    mended = [number for number, state in connection.execute(likely) if _is_mended(json.loads(state))]
    if mended:
        connection.execute(marked, [{"yes": True, "case": number} for number in mended])


def _is_mended(state: dict[str, Any]) -> bool:
    return state.get("correction") is not None

"""An open task knows whether its case is suspended, and its list is told by the index along which it is read."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0014_suspended"
down_revision = "0013_mending"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_approvals_task_office", "approvals_task"
BEFORE = (
    *("office_id", "due_on", "id"),
    *("state", "case_id", "step", "seq", "matter", "role"),
    *("pool", "claimed_by", "held_by", "version_id", "mending"),
)
WHERE = sa.text("state = 'open' AND office_id IS NOT NULL")


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("suspended", sa.Boolean(), nullable=False, server_default=sa.false()))
    _fill(op.get_bind())
    _indexed((*BEFORE, "suspended"))


def downgrade() -> None:
    _indexed(BEFORE)
    op.drop_column(TABLE, "suspended")


def _indexed(columns: tuple[str, ...]) -> None:
    op.drop_index(INDEX, TABLE)
    op.create_index(INDEX, TABLE, list(columns), sqlite_where=WHERE, postgresql_where=WHERE)


def _fill(connection: sa.Connection) -> None:
    """What is open in cases that rest is marked; a state says only of those why they do."""
    likely = sa.text(
        """SELECT id, state FROM approvals_case WHERE outcome IS NULL AND state LIKE '%"suspended":%'"""
    )
    marked = sa.text("UPDATE approvals_task SET suspended = :yes WHERE state = 'open' AND case_id = :case")
    resting = [number for number, state in connection.execute(likely) if json.loads(state).get("suspended")]
    if resting:
        connection.execute(marked, [{"yes": True, "case": number} for number in resting])

"""What offices have done, by the time it was done: the numbers of a month look at that month only."""

import sqlalchemy as sa
from alembic import op

revision = "0004_closed"
down_revision = "0003_persons"
branch_labels = None
depends_on = None

DONE = sa.text("state = 'done' AND office_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_approvals_task_closed",
        "approvals_task",
        ["closed_at", "office_id"],
        sqlite_where=DONE,
        postgresql_where=DONE,
    )


def downgrade() -> None:
    op.drop_index("ix_approvals_task_closed", "approvals_task")

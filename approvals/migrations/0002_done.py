"""What somebody has done at an office, the latest first."""

import sqlalchemy as sa
from alembic import op

revision = "0002_done"
down_revision = "0001_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    where = sa.text("state = 'done' AND office_id IS NOT NULL")
    op.create_index(
        "ix_approvals_task_done",
        "approvals_task",
        ["closed_by", "closed_at", "id"],
        sqlite_where=where,
        postgresql_where=where,
    )


def downgrade() -> None:
    op.drop_index("ix_approvals_task_done", "approvals_task")

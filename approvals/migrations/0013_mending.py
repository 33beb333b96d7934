"""The cases that parties are mending are found by the day on which they are to come back."""

import sqlalchemy as sa
from alembic import op

revision = "0013_mending"
down_revision = "0012_pin_files"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_approvals_task_mending", "approvals_task"
WHERE = sa.text("state = 'open' AND mending AND party_kind IS NOT NULL")


def upgrade() -> None:
    op.create_index(INDEX, TABLE, ["due_on", "id"], sqlite_where=WHERE, postgresql_where=WHERE)


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)

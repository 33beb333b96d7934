"""What became of cases that were done together is kept for a day, for whoever did it."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0015_batches"
down_revision = "0014_suspended"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approvals_batch",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("rows", Json, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_approvals_batch"),
    )
    op.create_index("ix_approvals_batch_at", "approvals_batch", ["at"])


def downgrade() -> None:
    op.drop_table("approvals_batch")

"""The database says which code prepared it, so that a start with nothing to do does nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0009_prepared"
down_revision = "0008_acts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "platform_state", sa.Column("prepared", sa.String(length=64), nullable=False, server_default="")
    )


def downgrade() -> None:
    with op.batch_alter_table("platform_state") as table:
        table.drop_column("prepared")

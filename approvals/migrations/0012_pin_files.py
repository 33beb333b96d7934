"""A pin knows the name of its file where several came for the same material."""

import sqlalchemy as sa
from alembic import op

revision = "0012_pin_files"
down_revision = "0011_lines"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approvals_pin", sa.Column("file", sa.String(255), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("approvals_pin", "file")

"""A proposal may retire, restore or rename a definition as well as change it."""

import sqlalchemy as sa
from alembic import op

revision = "0008_acts"
down_revision = "0007_designs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "definition_proposal",
        sa.Column("act", sa.String(length=20), nullable=False, server_default="change"),
    )
    op.add_column("definition_proposal", sa.Column("new_name", sa.String(length=200), nullable=True))

"""Longer names, seats that are always known: the table of the units is built anew."""

import sqlalchemy as sa
from alembic import op

revision = "0002_rebuild"
down_revision = "0001_units"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE alpha_unit SET seats = 0 WHERE seats IS NULL")
    with op.batch_alter_table("alpha_unit") as batch:
        batch.alter_column("name", existing_type=sa.String(40), type_=sa.String(80), existing_nullable=False)
        batch.alter_column("seats", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("alpha_unit") as batch:
        batch.alter_column("seats", existing_type=sa.Integer(), nullable=True)
        batch.alter_column("name", existing_type=sa.String(80), type_=sa.String(40), existing_nullable=False)

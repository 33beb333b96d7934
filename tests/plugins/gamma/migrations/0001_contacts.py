"""Contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0001_contacts"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gamma_contact",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["alpha_unit.id"], name="fk_gamma_contact_unit", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_id", name="pk_gamma_contact"),
    )


def downgrade() -> None:
    op.drop_table("gamma_contact")

"""Units, cases and marks."""

import sqlalchemy as sa
from alembic import op

revision = "0001_units"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alpha_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alpha_unit"),
        sa.UniqueConstraint("name", name="uq_alpha_unit_name"),
    )
    op.create_table(
        "alpha_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.String(length=200), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["alpha_unit.id"], name="fk_alpha_case_unit", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alpha_case"),
        sa.UniqueConstraint("number", name="uq_alpha_case_number"),
    )
    op.create_table(
        "alpha_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alpha_mark"),
    )


def downgrade() -> None:
    op.drop_table("alpha_mark")
    op.drop_table("alpha_case")
    op.drop_table("alpha_unit")

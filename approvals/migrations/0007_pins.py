"""Where on a file the lines of a return point."""

import sqlalchemy as sa
from alembic import op

revision = "0007_pins"
down_revision = "0008_pools"
branch_labels = None
depends_on = None

KEY = ("case_id", "seq", "number")


def upgrade() -> None:
    op.create_table(
        "approvals_pin",
        *(sa.Column(name, sa.Integer(), nullable=False, autoincrement=False) for name in KEY),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("x", "y", "cell")),
        sa.PrimaryKeyConstraint(*KEY, name="pk_approvals_pin"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_pin_case"),
        sa.CheckConstraint("(x IS NULL) = (y IS NULL)", name="ck_approvals_pin_point"),
        sa.CheckConstraint("x IS NULL OR cell IS NULL", name="ck_approvals_pin_where"),
    )


def downgrade() -> None:
    op.drop_table("approvals_pin")

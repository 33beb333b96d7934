"""What an office finds of each file of a case, and lines of a return that point at a framed part of a page."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0010_verdicts"
down_revision = "0009_parts"
branch_labels = None
depends_on = None

BOX = ("wide", "high")


def upgrade() -> None:
    for name in BOX:
        op.add_column("approvals_pin", sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        "approvals_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("fit", sa.String(length=20), nullable=False),
        sa.Column("lines", Json, nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_verdict"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_verdict_case"),
        sa.UniqueConstraint("case_id", "material_id", name="uq_approvals_verdict_once"),
    )


def downgrade() -> None:
    op.drop_table("approvals_verdict")
    for name in BOX:
        op.drop_column("approvals_pin", name)

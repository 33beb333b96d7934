"""Clerks follow cases."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import UtcDateTime

revision = "0017_followed"
down_revision = "0016_labels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approvals_followed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_followed"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_followed_case"),
        sa.UniqueConstraint("case_id", "account", name="uq_approvals_followed_once"),
    )
    op.create_index("ix_approvals_followed_account", "approvals_followed", ["account", "id"])


def downgrade() -> None:
    op.drop_table("approvals_followed")

"""Offices put labels on cases."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import UtcDateTime

revision = "0016_labels"
down_revision = "0015_batches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approvals_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("look", sa.String(length=10), nullable=False),
        sa.Column("changed_by", sa.String(length=128), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_label"),
        sa.UniqueConstraint("office_id", "name", name="uq_approvals_label_name"),
    )
    op.create_table(
        "approvals_borne",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("label_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_borne"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_borne_case"),
        sa.ForeignKeyConstraint(["label_id"], ["approvals_label.id"], name="fk_approvals_borne_label"),
        sa.UniqueConstraint("case_id", "label_id", name="uq_approvals_borne_once"),
    )
    op.create_index("ix_approvals_borne_label", "approvals_borne", ["label_id", "case_id"])


def downgrade() -> None:
    op.drop_table("approvals_borne")
    op.drop_table("approvals_label")

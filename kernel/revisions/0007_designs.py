"""Definitions on drawing boards."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json, UtcDateTime

revision = "0007_designs"
down_revision = "0006_kept"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "design",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sample", Json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_design"),
        sa.UniqueConstraint("owner", "name", name="uq_design_owner"),
    )
    op.create_index("ix_design_name", "design", ["name"])
    op.create_index("ix_design_kind", "design", ["kind"])
    op.create_table(
        "design_step",
        sa.Column("design_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["design_id"], ["design.id"], name="fk_design_step_design", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("design_id", "number", name="pk_design_step"),
    )

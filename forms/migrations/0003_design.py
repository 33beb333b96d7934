"""Forms on the drawing board."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0003_design"
down_revision = "0002_naming"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forms_design",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=200), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sample", Json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forms_design"),
        sa.UniqueConstraint("owner", "form", name="uq_forms_design_owner"),
    )
    op.create_index("ix_forms_design_form", "forms_design", ["form"])
    op.create_table(
        "forms_design_step",
        sa.Column("design_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["design_id"], ["forms_design.id"], name="fk_forms_design_step_design", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("design_id", "number", name="pk_forms_design_step"),
    )


def downgrade() -> None:
    op.drop_table("forms_design_step")
    op.drop_table("forms_design")

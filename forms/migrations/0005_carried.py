"""Drafts that were moved to a newer version of their form."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json, UtcDateTime

revision = "0005_carried"
down_revision = "0004_brought"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forms_carried",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("from_version_id", sa.Integer(), nullable=False),
        sa.Column("lost", Json, nullable=False),
        sa.Column("carried_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["forms_submission.id"],
            name="fk_forms_carried_submission",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_version_id"], ["definition_version.id"], name="fk_forms_carried_version"
        ),
        sa.PrimaryKeyConstraint("submission_id"),
    )


def downgrade() -> None:
    op.drop_table("forms_carried")

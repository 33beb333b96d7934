"""Submissions and uploads."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0001_answers"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forms_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=200), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("rough", Json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["definition_version.id"], name="fk_forms_submission_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_forms_submission"),
    )
    op.create_index("ix_forms_submission_owner", "forms_submission", ["owner", "form"])
    op.create_table(
        "forms_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forms_upload"),
    )
    op.create_index("ix_forms_upload_owner", "forms_upload", ["owner"])
    op.create_index("ix_forms_upload_digest", "forms_upload", ["digest"])


def downgrade() -> None:
    op.drop_table("forms_upload")
    op.drop_table("forms_submission")

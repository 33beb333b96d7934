"""Notices and who has read them."""

import sqlalchemy as sa
from alembic import op

revision = "0001_notices"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("party_kind", sa.String(length=20), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("body_zh", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices_notice"),
        sa.UniqueConstraint("key", "party_kind", "party_id", name="uq_notices_notice_once"),
    )
    op.create_index("ix_notices_notice_party", "notices_notice", ["party_kind", "party_id", "id"])
    op.create_index("ix_notices_notice_created", "notices_notice", ["created_at"])
    op.create_table(
        "notices_reading",
        sa.Column("notice_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("user_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices_notice.id"], name="fk_notices_reading_notice", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_notices_reading_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", "user_id", name="pk_notices_reading"),
    )
    op.create_index("ix_notices_reading_user", "notices_reading", ["user_id"])


def downgrade() -> None:
    op.drop_table("notices_reading")
    op.drop_table("notices_notice")

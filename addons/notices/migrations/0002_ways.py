"""What a notice is about, how people want to hear of it, their confirmed mail addresses, and what is to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002_ways"
down_revision = "0001_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "notices_notice",
        sa.Column("about", sa.String(length=20), nullable=False, server_default="progress"),
    )
    op.create_table(
        "notices_address",
        sa.Column("user_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("confirmed", sa.String(length=320), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pending", sa.String(length=320), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_notices_address_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name="pk_notices_address"),
    )
    op.create_table(
        "notices_preference",
        sa.Column("user_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_notices_preference_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "about", "way", name="pk_notices_preference"),
    )
    op.create_table(
        "notices_sending",
        sa.Column("notice_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("user_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("in_digest", sa.Boolean(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices_notice.id"], name="fk_notices_sending_notice", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_notices_sending_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", "user_id", "way", name="pk_notices_sending"),
    )
    op.create_index("ix_notices_sending_digest", "notices_sending", ["in_digest", "digest_on", "user_id"])
    op.create_index("ix_notices_sending_user", "notices_sending", ["user_id"])


def downgrade() -> None:
    op.drop_table("notices_sending")
    op.drop_table("notices_preference")
    op.drop_table("notices_address")
    op.drop_column("notices_notice", "about")

"""Accounts: passwords of before, sessions, counted attempts, settings."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json, UtcDateTime

revision = "0002_accounts"
down_revision = "0001_core"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "platform_state", sa.Column("settings_version", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("user_state", sa.Column("password_at", UtcDateTime(), nullable=True))
    op.add_column(
        "user_state", sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "password_past",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("password", sa.String(length=256), nullable=False),
        sa.Column("replaced_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_password_past_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_password_past_user", "password_past", ["user_id", "id"])
    op.create_table(
        "account_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ending", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_account_session_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_account_session_user", "account_session", ["user_id", "ended_at"])
    op.create_table(
        "throttle_count",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_throttle_count_since", "throttle_count", ["since"])
    op.create_table(
        "setting_value",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    op.drop_table("setting_value")
    op.drop_table("throttle_count")
    op.drop_table("account_session")
    op.drop_table("password_past")
    with op.batch_alter_table("user_state") as table:
        table.drop_column("must_change")
        table.drop_column("password_at")
    with op.batch_alter_table("platform_state") as table:
        table.drop_column("settings_version")

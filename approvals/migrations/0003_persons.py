"""Deputies, copies, signers, and tasks that one account has alone."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0003_persons"
down_revision = "0005_asides"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approvals_task", sa.Column("held_by", sa.String(length=128), nullable=True))
    for name, column in (("held", "held_by"), ("claimed", "claimed_by")):
        where = sa.text(f"state = 'open' AND {column} IS NOT NULL")
        columns = [column, "due_on", "id"]
        op.create_index(
            f"ix_approvals_task_{name}", "approvals_task", columns, sqlite_where=where, postgresql_where=where
        )
    _deputies()
    op.create_table(
        "approvals_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_copy"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_copy_case"),
        sa.UniqueConstraint("case_id", "account", name="uq_approvals_copy_once"),
    )
    op.create_index("ix_approvals_copy_account", "approvals_copy", ["account", "id"])
    op.create_table(
        "approvals_signer",
        sa.Column("case_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "step", "account", name="pk_approvals_signer"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_signer_case"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_approvals_signer_account", "approvals_signer", ["account", "case_id"])


def downgrade() -> None:
    for table in ("signer", "copy", "deputy"):
        op.drop_table(f"approvals_{table}")
    for name in ("claimed", "held"):
        op.drop_index(f"ix_approvals_task_{name}", "approvals_task")
    op.drop_column("approvals_task", "held_by")


def _deputies() -> None:
    op.create_table(
        "approvals_deputy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("deputy", sa.String(length=128), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("matters", Json, nullable=False),
        sa.Column("granted_by", sa.String(length=128), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=128), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("account <> deputy", name="ck_approvals_deputy_other"),
        sa.CheckConstraint("last_on >= first_on", name="ck_approvals_deputy_days"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_deputy"),
    )
    for column in ("deputy", "account"):
        op.create_index(f"ix_approvals_deputy_{column}", "approvals_deputy", [column, "last_on"])

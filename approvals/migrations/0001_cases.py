"""Cases, tasks, decisions and counters."""

import sqlalchemy as sa
from alembic import op

revision = "0001_cases"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approvals_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=True),
        sa.Column("chain", sa.String(length=200), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("initiator_kind", sa.String(length=20), nullable=False),
        sa.Column("initiator_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("alarm_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["definition_version.id"], name="fk_approvals_case_version"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_case"),
    )
    numbered = sa.text("number IS NOT NULL")
    op.create_index(
        "uq_approvals_case_number",
        "approvals_case",
        ["number"],
        unique=True,
        postgresql_where=numbered,
        sqlite_where=numbered,
    )
    op.create_index("ix_approvals_case_initiator", "approvals_case", ["initiator_kind", "initiator_id"])
    op.create_index(
        "ix_approvals_case_alarm",
        "approvals_case",
        ["alarm_on"],
        postgresql_where=sa.text("alarm_on IS NOT NULL"),
        sqlite_where=sa.text("alarm_on IS NOT NULL"),
    )
    op.create_table(
        "approvals_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("party_kind", sa.String(length=20), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("claimed_by", sa.String(length=128), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_task_case"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_task"),
        sa.UniqueConstraint("case_id", "step", "seq", name="uq_approvals_task_opening"),
    )
    for name, columns in (
        ("ix_approvals_task_office", ["office_id", "due_on", "id"]),
        ("ix_approvals_task_party", ["party_kind", "party_id", "id"]),
    ):
        asked = "office_id" if "office_id" in columns else "party_id"
        where = sa.text(f"state = 'open' AND {asked} IS NOT NULL")
        op.create_index(name, "approvals_task", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "approvals_decision",
        sa.Column("case_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=128), nullable=False),
        sa.Column("entry", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entry_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_decision_case"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_approvals_decision"),
    )
    op.create_table(
        "approvals_counter",
        sa.Column("office_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "matter", name="pk_approvals_counter"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("approvals_counter", "approvals_decision", "approvals_task", "approvals_case"):
        op.drop_table(table)

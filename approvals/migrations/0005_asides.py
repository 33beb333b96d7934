"""Messages, notes, phrases, what was seen of a case, and demands that came late."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0005_asides"
down_revision = "0002_done"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approvals_message", *_said("message"), sa.Column("by_office", sa.Boolean(), nullable=False)
    )
    op.create_table("approvals_note", *_said("note"))
    for name in ("message", "note"):
        op.create_index(f"ix_approvals_{name}_case", f"approvals_{name}", ["case_id", "id"])
    _phrases()
    op.create_table(
        "approvals_sight",
        *_of_case("sight"),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.UniqueConstraint("case_id", "mark", name="uq_approvals_sight_mark"),
    )
    op.create_table(
        "approvals_seen",
        *_of_case("seen"),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sight_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sight_id"], ["approvals_sight.id"], name="fk_approvals_seen_sight"),
        sa.UniqueConstraint("case_id", "account", name="uq_approvals_seen_once"),
    )
    _late_demands()


def downgrade() -> None:
    for name in ("late_demand", "seen", "sight", "phrase", "note", "message"):
        op.drop_table(f"approvals_{name}")


def _of_case(name: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_approvals_{name}"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name=f"fk_approvals_{name}_case"),
    ]


def _said(name: str) -> list[sa.schema.SchemaItem]:
    return [
        *_of_case(name),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    ]


def _phrases() -> None:
    op.create_table(
        "approvals_phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=128), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("changed_by", sa.String(length=128), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(owner IS NULL) <> (office_id IS NULL)", name="ck_approvals_phrase_whose"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals_phrase"),
    )
    op.create_index("ix_approvals_phrase_owner", "approvals_phrase", ["owner"])
    op.create_index("ix_approvals_phrase_office", "approvals_phrase", ["office_id"])


def _late_demands() -> None:
    op.create_table(
        "approvals_late_demand",
        sa.Column("case_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "seq", "number", name="pk_approvals_late_demand"),
        sa.ForeignKeyConstraint(["case_id"], ["approvals_case.id"], name="fk_approvals_late_demand_case"),
    )

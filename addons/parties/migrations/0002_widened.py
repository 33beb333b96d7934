"""The history of enterprises, and what people and enterprises are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0002_widened"
down_revision = "0001_parties"
branch_labels = None
depends_on = None

ADDED = (
    ("parties_enterprise", "indexed_name", 100),
    ("parties_person", "mobile_blind", 110),
    ("parties_person", "indexed_name", 50),
    ("parties_employment", "ended_source", 20),
)


def upgrade() -> None:
    for table, column, length in ADDED:
        op.add_column(table, sa.Column(column, sa.String(length=length), nullable=True))
    op.create_index("ix_parties_person_mobile", "parties_person", ["mobile_blind"])
    _parts()
    _changes()


def downgrade() -> None:
    op.drop_table("parties_enterprise_change")
    op.drop_table("parties_enterprise_part")
    op.drop_index("ix_parties_person_mobile", "parties_person")
    for table, column, _ in reversed(ADDED):
        op.drop_column(table, column)


def _parts() -> None:
    op.create_table(
        "parties_enterprise_part",
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["parties_enterprise.id"],
            name="fk_parties_enterprise_part_enterprise",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("part", "enterprise_id", name="pk_parties_enterprise_part"),
    )


def _changes() -> None:
    op.create_table(
        "parties_enterprise_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["parties_enterprise.id"], name="fk_parties_enterprise_change_enterprise"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_parties_enterprise_change"),
    )
    op.create_index(
        "ix_parties_enterprise_change_enterprise", "parties_enterprise_change", ["enterprise_id", "since"]
    )

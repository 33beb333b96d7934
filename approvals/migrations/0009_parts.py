"""The count of open work lies in several rows, so that acts on different cases need not wait for one another."""

import sqlalchemy as sa
from alembic import op

revision = "0009_parts"
down_revision = "0007_pins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _before()
    op.create_table(
        "approvals_counter",
        sa.Column("office_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "matter", "part", name="pk_approvals_counter"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO approvals_counter (office_id, matter, part, open)"
        " SELECT office_id, matter, 0, open FROM approvals_counter_before"
    )
    op.drop_table("approvals_counter_before")


def downgrade() -> None:
    _before()
    op.create_table(
        "approvals_counter",
        sa.Column("office_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "matter", name="pk_approvals_counter"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO approvals_counter (office_id, matter, open)"
        " SELECT office_id, matter, sum(open) FROM approvals_counter_before GROUP BY office_id, matter"
    )
    op.drop_table("approvals_counter_before")


def _before() -> None:
    op.rename_table("approvals_counter", "approvals_counter_before")
    if op.get_bind().dialect.name == "postgresql":
        # the name of a key is the name of an index, and there is one of each
        op.execute("ALTER INDEX pk_approvals_counter RENAME TO pk_approvals_counter_before")

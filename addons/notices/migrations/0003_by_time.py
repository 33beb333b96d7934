"""The notices of a party are read along their time: what happened later is told first, whatever was written first."""

from alembic import op

revision = "0003_by_time"
down_revision = "0002_ways"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_notices_notice_party", "notices_notice"
PARTY = ("party_kind", "party_id")


def upgrade() -> None:
    _indexed((*PARTY, "created_at", "id"))


def downgrade() -> None:
    _indexed((*PARTY, "id"))


def _indexed(columns: tuple[str, ...]) -> None:
    op.drop_index(INDEX, TABLE)
    op.create_index(INDEX, TABLE, list(columns))

"""Regions of the whole country, the history of enterprises, and what people and firms are found by."""

revision = "0002_widened"
down_revision = "0001_parties"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

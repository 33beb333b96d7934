"""Accounts: password history, throttling, sessions, settings."""

revision = "0002_accounts"
down_revision = "0001_core"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass

"""Imports: batches of rows that people brought as sheets."""

revision = "0003_imports"
down_revision = "0002_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass

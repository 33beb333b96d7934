"""Views of registers that people saved."""

revision = "0004_views"
down_revision = "0003_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass

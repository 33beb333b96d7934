"""What the platform brought to a submission and somebody may correct; what a picture was made for."""

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0004_brought"
down_revision = "0003_design"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forms_submission", sa.Column("brought", Json, nullable=True))
    op.add_column("forms_upload", sa.Column("made_for", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_column("forms_upload", "made_for")
    op.drop_column("forms_submission", "brought")

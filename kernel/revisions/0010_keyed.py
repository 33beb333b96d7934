"""Only work that has a key is in the index of keys: most has none, and an act on a case writes one index less."""

import sqlalchemy as sa
from alembic import op

revision = "0010_keyed"
down_revision = "0009_prepared"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox_item") as table:
        table.drop_constraint("uq_outbox_item_key", type_="unique")
    has_key = sa.text("key IS NOT NULL")
    op.create_index(
        "uq_outbox_item_key",
        "outbox_item",
        ["key"],
        unique=True,
        sqlite_where=has_key,
        postgresql_where=has_key,
    )


def downgrade() -> None:
    op.drop_index("uq_outbox_item_key", table_name="outbox_item")
    with op.batch_alter_table("outbox_item") as table:
        table.create_unique_constraint("uq_outbox_item_key", ["key"])

"""Which submissions name which uploads."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from kernel.columns import Json

revision = "0002_naming"
down_revision = "0001_answers"
branch_labels = None
depends_on = None

DIGITS = 10
PAGE = 500


def upgrade() -> None:
    naming = op.create_table(
        "forms_naming",
        sa.Column("upload_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["forms_upload.id"], name="fk_forms_naming_upload"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["forms_submission.id"],
            name="fk_forms_naming_submission",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", "submission_id", name="pk_forms_naming"),
    )
    op.create_index("ix_forms_naming_submission", "forms_naming", ["submission_id"])
    connection, last = op.get_bind(), 0
    uploads = sa.table("forms_upload", sa.column("id", sa.Integer))
    submissions = sa.table(
        "forms_submission",
        sa.column("id", sa.Integer),
        sa.column("answers", Json),
        sa.column("rough", Json),
    )
    while page := connection.execute(
        sa.select(submissions).where(submissions.c.id > last).order_by(submissions.c.id).limit(PAGE)
    ).all():
        last = page[-1].id
        # every number in a list that is an upload's, whatever the field: better one kept than one lost
        named = {
            row.id: dict.fromkeys(_ids(row.rough), False) | dict.fromkeys(_ids(row.answers), True)
            for row in page
        }
        wanted = sorted({number for numbers in named.values() for number in numbers})
        there = set(connection.scalars(sa.select(uploads.c.id).where(uploads.c.id.in_(wanted))))
        rows = [
            {"upload_id": number, "submission_id": submission, "answered": answered}
            for submission, numbers in named.items()
            for number, answered in numbers.items()
            if number in there
        ]
        if rows:
            connection.execute(naming.insert(), rows)


def downgrade() -> None:
    op.drop_table("forms_naming")


def _ids(values: dict[str, Any]) -> list[int]:
    lists = [held if isinstance(held, list) else [held] for held in values.values()]
    texts = [str(item).strip() for held in lists for item in held if isinstance(item, int | str)]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < DIGITS]

"""Forms on drawing boards move to where definitions of every kind lie."""

import sqlalchemy as sa
from alembic import op

revision = "0006_boards"
down_revision = "0005_carried"
branch_labels = None
depends_on = None

DESIGNS = """
INSERT INTO design (id, owner, kind, name, mark, seen, body, step, sample, revision, started_at, changed_at)
SELECT id, owner, 'form', form, 'moved', seen, body, step, sample, revision, started_at, changed_at
FROM forms_design
"""
STEPS = """
INSERT INTO design_step (design_id, number, body, at)
SELECT design_id, number, body, at FROM forms_design_step
"""


def upgrade() -> None:
    # the ids are kept: nothing else can lie in the kernel's table before its first tenant moves in
    op.execute(DESIGNS)
    op.execute(STEPS)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            sa.text(
                "SELECT setval(pg_get_serial_sequence('design', 'id'), max(id)) FROM design HAVING max(id) > 0"
            )
        )
    op.drop_table("forms_design_step")
    op.drop_table("forms_design")

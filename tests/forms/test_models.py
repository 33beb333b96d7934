"""The tables of forms: what the migrations make, and what they find in submissions of before."""

import runpy
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine, select

from forms.models import Naming
from kernel.db import transaction
from tests.forms.conftest import MIGRATIONS
from tests.forms.counter import Counter
from tests.schema import differences


def test_the_migrations_make_what_the_models_say(forms_engine: Engine):
    assert differences(forms_engine, "forms") == []


def test_what_submissions_named_before_is_named_after_the_upgrade(counter: Counter, tmp_path: Path):
    one, other, _ = (counter.upload("person:1", tmp_path) for _ in range(3))
    with transaction(counter.engine) as session:
        row = counter.row(session)
        row.answers = {"person": "甲", "proof": [one, 9999], "agreed": True}
        row.rough = {"more": [str(other), "x" * 30], "phone": "12 34"}
    step = runpy.run_path(str(MIGRATIONS / "0002_naming.py"))
    with counter.engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        step["downgrade"]()
        step["upgrade"]()
    with transaction(counter.engine) as session:
        rows = session.execute(select(Naming.upload_id, Naming.answered).order_by(Naming.upload_id)).all()
    assert [tuple(row) for row in rows] == [(one, True), (other, False)]

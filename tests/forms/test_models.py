"""The tables of forms: what the migrations make, and what they find in submissions of before."""

import runpy
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, column, insert, inspect, select, table

from forms.designing.board import FORMS
from forms.models import Naming
from kernel.clock import FixedClock
from kernel.columns import Json, UtcDateTime
from kernel.db import transaction
from kernel.designs.service import Hand, begin, undo
from kernel.designs.working import working
from kernel.models import Design, DesignStep
from kernel.text import Text
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


def test_forms_on_boards_of_before_lie_on_the_kernels_board_after_the_upgrade(
    forms_engine: Engine, clock: FixedClock
):
    before, move = (runpy.run_path(str(MIGRATIONS / name)) for name in ("0003_design.py", "0006_boards.py"))
    with forms_engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        before["upgrade"]()
        _drawn_before(connection, clock.now())
        move["upgrade"]()
        assert not {"forms_design", "forms_design_step"} & set(inspect(connection).get_table_names())
    with transaction(forms_engine) as session:
        found = session.scalars(select(Design).order_by(Design.id)).all()
        told = [(one.id, one.owner, one.kind, one.name, one.seen, one.body, one.step) for one in found]
        assert told == [
            (4, "bai", "form", "studio.more", 0, {"title": "乙"}, 1),
            (7, "he", "form", "studio.own", 0, {"title": "丙"}, 0),
        ]
        assert (found[0].sample, found[0].revision, found[0].started_at) == ({"phone": "1"}, 3, clock.now())
        steps = session.scalars(select(DesignStep).order_by(DesignStep.design_id, DesignStep.number)).all()
        assert [(one.design_id, one.number, one.body, one.at) for one in steps] == [
            (4, 0, {"title": "甲"}, ""),
            (4, 1, {"title": "乙"}, "phone"),
            (7, 0, {"title": "丙"}, ""),
        ]
        # they are undone as before, and the next one takes a number that nobody has
        hand = Hand("bai", working(session, FORMS, "studio.more", "bai").token, clock.now())
        assert undo(session, FORMS, "studio.more", hand)[0].body == {"title": "甲"}
        begun = begin(session, FORMS, "third", Text("新", "New"), owner="bai", now=clock.now())
        assert begun.design is not None
        assert begun.design.id > 7


def _drawn_before(connection: Connection, now: datetime) -> None:
    """Two forms on boards as they lay in the tables of forms: one with a step to undo."""
    designs = table(
        "forms_design",
        *map(column, ("id", "owner", "form", "seen", "step", "revision")),
        *(column(name, Json) for name in ("body", "sample")),
        *(column(name, UtcDateTime()) for name in ("started_at", "changed_at")),
    )
    steps = table("forms_design_step", *map(column, ("design_id", "number", "at")), column("body", Json))
    kept = {"started_at": now, "changed_at": now}
    drawn = [
        {"id": 4, "owner": "bai", "form": "studio.more", "seen": 0, "step": 1, "revision": 3}
        | {"body": {"title": "乙"}, "sample": {"phone": "1"}},
        {"id": 7, "owner": "he", "form": "studio.own", "seen": 0, "step": 0, "revision": 1}
        | {"body": {"title": "丙"}, "sample": {}},
    ]
    done = [(4, 0, "甲", ""), (4, 1, "乙", "phone"), (7, 0, "丙", "")]
    connection.execute(insert(designs), [one | kept for one in drawn])
    connection.execute(
        insert(steps),
        [
            {"design_id": design, "number": number, "body": {"title": title}, "at": at}
            for design, number, title, at in done
        ],
    )

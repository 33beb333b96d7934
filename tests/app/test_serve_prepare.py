"""What a start leaves ready, on an empty database of either kind."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.installation import Installation
from app.serve import prepare as preparing
from app.serve.prepare import prepare
from app.serve.standing import is_prepared
from kernel.calendar import calendar, set_day
from kernel.clock import FixedClock
from kernel.db import Database
from kernel.site import Site
from kernel.workdays import Calendar, DayKind

HOLIDAY, NEXT_YEAR = date(2026, 10, 1), date(2027, 10, 1)


@pytest.fixture
def bare(database_url: str, tmp_path: Path, clock: FixedClock) -> Iterator[Installation]:
    """Nothing is there yet, and no plugin is at hand."""
    database = Database(database_url)
    yield Installation({}, database, Site(database.engine, (), tmp_path / "data", clock))
    database.close()


def calendar_of(here: Installation) -> Calendar:
    with here.database.transaction() as session:
        return calendar(session)


def test_a_start_seeds_the_calendar_and_the_next_leaves_the_offices_days(
    bare: Installation, clock: FixedClock
) -> None:
    prepare(bare, lambda _said: None)
    first = calendar_of(bare)
    with bare.database.transaction() as session:
        set_day(session, HOLIDAY, DayKind.WORKING, name="值班", actor="王", now=clock.now())
    prepare(bare, lambda _said: None)

    assert (first.is_working(HOLIDAY), first.is_provisional(HOLIDAY)) == (False, False)
    assert (first.is_working(NEXT_YEAR), first.is_provisional(NEXT_YEAR)) == (False, True)
    assert calendar_of(bare).days == {**first.days, HOLIDAY: DayKind.WORKING}


def test_what_could_not_be_brought_is_tried_again_by_the_next_start(
    bare: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"DATABASE_URL": bare.database.url}
    with monkeypatch.context() as patch:
        patch.setattr(preparing, "bring_required", lambda *_: {"forms"})
        prepare(bare, lambda _said: None)
    assert not is_prepared(settings)

    prepare(bare, lambda _said: None)
    assert is_prepared(settings)

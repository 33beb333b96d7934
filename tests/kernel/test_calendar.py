"""kernel.calendar: seeded once, then the office's own."""

from datetime import date

import pytest
from sqlalchemy import select

from kernel.calendar import calendar, clear_day, confirm_year, seed, set_day
from kernel.calendar_seed import SeedDay, official_years, provisional_days, seed_days
from kernel.db import session_factory, transaction
from kernel.errors import Invalid, NotFound
from kernel.models import AuditEntry, CalendarYear
from kernel.versions import versions_of
from kernel.workdays import DayKind

HOLIDAY = date(2026, 10, 1)
MADE_UP = date(2026, 10, 10)
DAYS = [
    SeedDay(HOLIDAY, DayKind.OFF, "国庆节", official=True),
    SeedDay(MADE_UP, DayKind.WORKING, "调休上班", official=True),
]


def seeded(engine, days=DAYS, years=(2026,)):
    with transaction(engine) as session:
        return seed(session, days, years)


def now(engine):
    with session_factory(engine)() as session:
        return calendar(session)


def acts(engine):
    with session_factory(engine)() as session:
        return [(one.action, one.thing, one.actor, one.detail) for one in session.scalars(select(AuditEntry))]


def version(engine):
    with engine.connect() as connection:
        return versions_of(connection, None).registry


def test_the_seed_says_which_days_differ_and_which_years_are_official(engine):
    assert seeded(engine).days == 2
    found = now(engine)
    assert not found.is_working(HOLIDAY)
    assert found.is_working(MADE_UP)
    assert not found.is_provisional(HOLIDAY)
    assert found.is_provisional(date(2027, 1, 4))


def test_a_second_seed_changes_nothing(engine):
    seeded(engine)
    before = version(engine)
    assert (seeded(engine).days, seeded(engine).years) == (0, ())
    assert version(engine) == before


def test_the_whole_seed_of_the_library_fits_and_is_the_same_afterwards(engine):
    days, years = seed_days(), official_years()
    seeded(engine, [*days, *provisional_days(years[-1] + 1)], years)
    found = now(engine)
    assert all(found.is_working(one.day) == (one.kind is DayKind.WORKING) for one in days)
    assert found.official_years == frozenset(years)
    assert not found.is_working(date(years[-1] + 1, 10, 1))
    assert found.is_provisional(date(years[-1] + 1, 10, 1))


def test_a_seed_leaves_what_the_office_has_set(engine, clock):
    with transaction(engine) as session:
        set_day(session, HOLIDAY, DayKind.WORKING, name="值班", actor="王", now=clock.now())
    assert seeded(engine).days == 1
    assert now(engine).is_working(HOLIDAY)


def test_a_seed_does_not_bring_back_what_the_office_has_cleared(engine, clock):
    seeded(engine)
    with transaction(engine) as session:
        clear_day(session, MADE_UP, actor="王", now=clock.now())
    seeded(engine)
    assert not now(engine).is_working(MADE_UP)


def test_a_notice_for_a_provisional_year_adds_its_days(engine):
    seeded(engine, DAYS[:1], ())
    assert now(engine).is_provisional(HOLIDAY)
    found = seeded(engine)
    assert (found.days, found.years) == (1, (2026,))
    assert now(engine).is_working(MADE_UP)


def test_setting_a_day_is_on_record_and_every_process_hears_of_it(engine, clock):
    before = version(engine)
    with transaction(engine) as session:
        set_day(session, HOLIDAY, DayKind.OFF, name="国庆节", actor="王", now=clock.now(), address="::1")
        set_day(session, HOLIDAY, DayKind.WORKING, name="值班", actor="李", now=clock.now())
    assert version(engine) > before
    first, second = acts(engine)
    assert first[:3] == ("calendar.set", "calendar:2026-10-01", "王")
    assert second[3] == {
        "before": {"kind": "off", "name": "国庆节"},
        "after": {"kind": "working", "name": "值班"},
    }


def test_a_cleared_day_follows_its_weekday_again(engine, clock):
    seeded(engine)
    with transaction(engine) as session:
        clear_day(session, HOLIDAY, actor="王", now=clock.now())
    assert now(engine).is_working(HOLIDAY)
    assert acts(engine)[0][3]["after"] is None


def test_a_day_nobody_set_cannot_be_cleared(engine, clock):
    with transaction(engine) as session, pytest.raises(NotFound, match="2026-10-01"):
        clear_day(session, HOLIDAY, actor="王", now=clock.now())


def test_a_confirmed_year_is_provisional_no_more_and_names_its_notice(engine, clock):
    with transaction(engine) as session:
        confirm_year(session, 2027, " 国办发明电〔2026〕7号 ", actor="王", now=clock.now())
    assert not now(engine).is_provisional(date(2027, 1, 4))
    with session_factory(engine)() as session:
        assert session.scalars(select(CalendarYear.source)).one() == "国办发明电〔2026〕7号"
    assert acts(engine)[0][0] == "calendar.confirm"


def test_a_year_without_a_notice_is_not_confirmed(engine, clock):
    with transaction(engine) as session, pytest.raises(Invalid, match="2027"):
        confirm_year(session, 2027, "  ", actor="王", now=clock.now())


def test_a_day_far_away_is_a_slip_and_refused(engine, clock):
    with transaction(engine) as session, pytest.raises(Invalid, match="2206-10-01"):
        set_day(session, date(2206, 10, 1), DayKind.OFF, name="", actor="王", now=clock.now())

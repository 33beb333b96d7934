"""kernel.calendar: seeded once, then the office's own."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from kernel.calendar import bring_up_to_date, calendar, confirm_year, restore_day, seed, set_day
from kernel.calendar_seed import SeedDay, official_years, provisional_days, seed_days
from kernel.db import session_factory, transaction
from kernel.errors import Invalid, NotFound
from kernel.models import AuditEntry, CalendarYear, Workday
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


def test_a_settled_year_is_never_seeded_again(engine):
    seeded(engine)
    with transaction(engine) as session:
        session.execute(delete(Workday).where(Workday.day == MADE_UP))
    assert seeded(engine).days == 0
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


def test_a_restored_day_is_what_the_notice_says_again(engine, clock):
    with transaction(engine) as session:
        bring_up_to_date(session, clock.now())
        set_day(session, HOLIDAY, DayKind.WORKING, name="值班", actor="王", now=clock.now(), reason="防汛")
        restore_day(session, HOLIDAY, actor="李", now=clock.now())
    assert not now(engine).is_working(HOLIDAY)
    *_, (_, _, _, made), (action, _, actor, undone) = acts(engine)
    assert (action, actor, made["reason"]) == ("calendar.restore", "李", "防汛")
    assert (undone["before"], undone["after"]) == (made["after"], made["before"])


@pytest.mark.parametrize("day", [date(2026, 3, 11), date(2030, 5, 1)])
def test_a_restored_day_without_a_notice_follows_its_weekday(engine, clock, day):
    with transaction(engine) as session:
        bring_up_to_date(session, clock.now())
        set_day(session, day, DayKind.OFF, name="停电", actor="王", now=clock.now())
        restore_day(session, day, actor="王", now=clock.now())
    assert now(engine).is_working(day)


def test_a_day_nobody_changed_is_not_restored(engine, clock):
    with transaction(engine) as session:
        bring_up_to_date(session, clock.now())
        with pytest.raises(NotFound, match="2026-10-01"):
            restore_day(session, HOLIDAY, actor="王", now=clock.now())


def test_a_day_without_a_name_is_refused(engine, clock):
    with transaction(engine) as session, pytest.raises(Invalid, match="没有写明 2026-10-01 的名称"):
        set_day(session, HOLIDAY, DayKind.OFF, name=" ", actor="王", now=clock.now())


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


def brought(engine, clock, **notices):
    with transaction(engine) as session:
        return bring_up_to_date(session, clock.now(), **notices)


def test_the_first_start_brings_every_notice_and_next_year_without_one(engine, clock):
    found = brought(engine, clock)
    assert (found.years, found.provisional) == (official_years(), (official_years()[-1] + 1,))
    assert not now(engine).is_working(date(2027, 10, 1))
    assert now(engine).is_provisional(date(2027, 10, 1))
    assert [one[0] for one in acts(engine)] == ["calendar.seed"]


def test_a_second_start_changes_nothing(engine, clock):
    brought(engine, clock)
    before = version(engine)
    found = brought(engine, clock)
    assert (found.days, found.years, found.provisional) == (0, (), ())
    assert (version(engine), len(acts(engine))) == (before, 1)


def test_time_goes_on_without_a_new_notice(engine, clock):
    brought(engine, clock, years=(2026,), days=lambda _year: DAYS)
    clock.advance(days=3 * 366)
    assert brought(engine, clock, years=(2026,)).provisional == (2028, 2029, 2030)


def test_a_newer_notice_is_added_and_leaves_what_the_office_set(engine, clock):
    brought(engine, clock, years=(2026,), days=lambda _year: DAYS)
    moved, kept = date(2027, 5, 3), date(2027, 10, 1)
    with transaction(engine) as session:
        set_day(session, kept, DayKind.WORKING, name="值班", actor="王", now=clock.now())
    notice = [SeedDay(day, DayKind.OFF, "节", official=True) for day in (moved, kept)]
    found = brought(engine, clock, years=(2026, 2027), days=lambda _year: notice)
    assert (found.days, found.years) == (1, (2027,))
    assert (now(engine).is_working(moved), now(engine).is_working(kept)) == (False, True)
    assert not now(engine).is_provisional(moved)


def test_a_year_the_office_confirmed_is_its_own(engine, clock):
    with transaction(engine) as session:
        confirm_year(session, 2027, "国办发明电〔2026〕7号", actor="王", now=clock.now())
    assert not now(engine).is_working(date(2027, 10, 1)), "fixed holidays come with the year"
    brought(
        engine, clock, years=(2027,), days=lambda year: [SeedDay(date(year, 3, 1), DayKind.OFF, "节", True)]
    )
    assert now(engine).is_working(date(2027, 3, 1))


def test_an_empty_library_still_foresees(engine, clock):
    assert brought(engine, clock, years=()).provisional == (2026, 2027)

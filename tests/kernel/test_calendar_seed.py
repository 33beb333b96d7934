"""The days the working-day table starts with."""

from collections import Counter
from datetime import date

from kernel.calendar_seed import official_years, provisional_days, seed_days, seeded_day
from kernel.workdays import DayKind

DAYS = {one.day: one for one in seed_days()}


def test_official_years_run_without_a_gap_to_2026():
    assert official_years()[-1] >= 2026
    assert list(official_years()) == list(range(2004, official_years()[-1] + 1))


def test_only_days_that_differ_from_monday_to_friday_are_seeded():
    assert all((one.kind is DayKind.OFF) == (one.day.weekday() < 5) for one in DAYS.values())


def test_no_day_is_seeded_twice():
    assert max(Counter(one.day for one in seed_days()).values()) == 1


def test_the_weekdays_off_in_2026_are_those_of_the_notice():
    off = [one.day for one in DAYS.values() if one.day.year == 2026 and one.kind is DayKind.OFF]
    expected = "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25"
    expected += " 10-01 10-02 10-05 10-06 10-07"
    assert [f"{day:%m-%d}" for day in off] == expected.split()


def test_the_working_weekends_of_2026_are_those_of_the_notice():
    worked = [one.day for one in DAYS.values() if one.day.year == 2026 and one.kind is DayKind.WORKING]
    assert [f"{day:%m-%d}" for day in worked] == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_seeded_days_are_named_in_chinese():
    assert [DAYS[day].name for day in (date(2026, 10, 1), date(2026, 10, 10))] == ["国庆节", "国庆节调休上班"]


def test_every_seeded_day_has_a_name_that_fits_its_column():
    assert all(2 <= len(one.name) <= 100 for one in DAYS.values())


def test_every_seeded_day_is_official():
    assert all(one.official for one in DAYS.values())


def test_a_year_without_a_notice_gets_its_fixed_holidays_only():
    days = [f"{one.day:%m-%d}" for one in provisional_days(2027)]
    assert days == ["01-01", "05-01", "10-01", "10-02", "10-03"]


def test_provisional_days_are_off_and_not_official():
    assert {(one.kind, one.official) for one in provisional_days(2028)} == {(DayKind.OFF, False)}


def test_the_seed_of_a_day_is_the_notice_then_the_fixed_holidays_then_nothing():
    days = [date(2026, 10, 10), date(2026, 3, 10), date(2030, 5, 1), date(2032, 5, 1), date(2030, 5, 2)]
    found = [seeded_day(day) for day in days]
    assert [one and one.name for one in found] == ["国庆节调休上班", None, "劳动节", None, None]

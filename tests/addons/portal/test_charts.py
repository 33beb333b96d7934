"""The year ahead: every end of it is in one month, and nothing else."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from addons.portal.charts import HEIGHT, MONTHS, expiring

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(days, st.lists(st.integers(-500, 800), max_size=30))
def test_every_end_within_the_year_is_counted_once(on: date, offsets: list[int]) -> None:
    ends = [on + timedelta(days=offset) for offset in offsets]
    last = on.replace(year=on.year + 1, day=1)
    assert expiring(ends, on=on).total == sum(on <= end < last for end in ends)


@given(days, st.lists(st.integers(0, 330), min_size=1, max_size=30))
def test_tallest_bar_fills_the_drawing(on: date, offsets: list[int]) -> None:
    chart = expiring([on + timedelta(days=offset) for offset in offsets], on=on)
    assert max(month.height for month in chart.months) == HEIGHT
    assert all(month.y + month.height == HEIGHT for month in chart.months)


def test_months_begin_with_this_one_and_go_over_the_turn_of_the_year() -> None:
    chart = expiring([date(2026, 11, 30), date(2027, 1, 8)], on=date(2026, 11, 29))
    assert [month.month for month in chart.months] == [11, 12, *range(1, 11)]
    assert len(chart.months) == MONTHS
    assert [month.month for month in chart.months if month.soon] == [11, 12, 1, 2]


def test_words_say_every_month() -> None:
    words = expiring([date(2026, 4, 1)], on=date(2026, 3, 10)).words
    assert words.zh.startswith("各月到期证书数：3 月 0、4 月 1、")
    assert "month 4: 1" in words.en


def test_what_has_ended_is_not_ahead() -> None:
    assert expiring([date(2026, 3, 9)], on=date(2026, 3, 10)).total == 0

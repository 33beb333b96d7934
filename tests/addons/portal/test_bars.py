"""The bar of a validity: what stands before what, on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.certificates.windows import Opening
from addons.portal.bars import ISSUED, WHOLE, bar, count

START, END = date(2023, 6, 1), date(2026, 5, 31)
WINDOW = Opening(date(2026, 2, 28), END)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
terms = st.tuples(days, st.integers(1, 4000), st.integers(0, 4000), days)


@given(terms)
def test_mark_lies_on_the_bar(term: tuple[date, int, int, date]) -> None:
    start, length, before, on = term
    end = start + timedelta(days=length)
    drawn = bar(start, end, window=Opening(end - timedelta(days=before), end), on=on)
    assert 0 <= drawn.now < WHOLE
    assert 0 <= drawn.used <= WHOLE


@given(days, days)
def test_later_day_never_stands_further_left(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    marks = [bar(START, END, window=WINDOW, on=on).now for on in (earlier, later)]
    assert marks[0] <= marks[1]


@given(days)
def test_mark_stands_before_the_gap_until_the_window_opens(on: date) -> None:
    drawn = bar(START, END, window=WINDOW, on=on)
    assert (drawn.now < ISSUED) == (on < date(2026, 2, 28))


@pytest.mark.parametrize(
    ("on", "window"),
    [(date(2026, 2, 27), "win"), (date(2026, 2, 28), "winon"), (END, "winon"), (date(2026, 6, 1), "gone")],
)
def test_window_is_drawn_as_it_stands(on: date, window: str) -> None:
    assert bar(START, END, window=WINDOW, on=on).window == window


def test_without_a_window_two_days_are_told() -> None:
    drawn = bar(START, END, window=None, on=date(2026, 3, 10))
    assert [day for _, day in drawn.days] == ["2023-06-01", "2026-05-31"]
    assert drawn.window == ""


def test_bar_says_in_words_what_it_shows() -> None:
    said = bar(START, END, window=WINDOW, on=date(2026, 3, 10)).label
    assert said.zh == "有效期 2023-06-01 至 2026-05-31，2026-02-28 开放办理，今天 2026-03-10"


@pytest.mark.parametrize(
    ("on", "number", "words"),
    [
        (date(2026, 2, 16), 12, "距开放还有 12 天"),
        (date(2026, 3, 10), 82, "82 天后到期"),
        (END, 0, "0 天后到期"),
        (date(2026, 6, 2), 2, "2 天前已过期"),
    ],
)
def test_count_goes_to_what_comes_next(on: date, number: int, words: str) -> None:
    found = count(END, window=WINDOW, on=on)
    assert found.number == number
    assert f"{found.before.zh} {found.number} {found.after.zh}".strip() == words


def test_english_counts_one_day_as_one() -> None:
    assert count(END, window=WINDOW, on=date(2026, 5, 30)).after.en == "day left"

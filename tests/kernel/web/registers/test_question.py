"""What an address asks of a register, and the address that asks the same."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import Invalid
from kernel.web.registers.question import Question, asked, day_of, number_of
from tests.kernel.web.registers.shelf import Days

TODAY = date(2026, 3, 10)
KINDS = st.lists(st.sampled_from(["off", "work"]), unique=True, min_size=1).map(tuple)
GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "kind": KINDS,
        "day.from": st.dates().map(lambda day: (day.isoformat(),)),
        "day.to": st.integers(0, 9999).map(lambda days: (f"today+{days}",)),
        "name.has": st.text(min_size=1, max_size=100)
        .filter(lambda words: words.strip() == words)
        .map(lambda words: (words,)),
    },
)
QUESTIONS = st.builds(
    Question,
    given=GIVEN,
    order=st.sampled_from(["", "day", "-day", "kind", "-number"]),
    page=st.integers(1, 10**6),
    columns=st.sampled_from([(), ("day",), ("day", "source", "number")]),
)


def ask(*pairs: tuple[str, str]) -> Question:
    return asked(Days.columns, Days.filters, pairs)


@given(QUESTIONS)
def test_an_address_asks_what_the_question_asked(question: Question) -> None:
    assert ask(*question.pairs()) == question


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=120)), max_size=8))
def test_any_arguments_are_a_question_or_a_refusal(pairs: list[tuple[str, str]]) -> None:
    with suppress(Invalid):
        assert ask(*pairs).page >= 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "0"),
        ("page", "-1"),
        ("page", "x"),
        ("page", "9" * 30),
        ("order", "cipher"),
        ("order", "-name"),
        ("day.from", "soon"),
        ("day.to", "2026-02-30"),
        ("name.has", "x" * 101),
        ("q", "x" * 101),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask((name, value))
    assert refused.value.place == name


def test_a_choice_given_twice_counts_once() -> None:
    assert ask(("kind", "off"), ("kind", "off"), ("kind", "")).given == {"kind": ("off",)}


def test_arguments_of_others_and_columns_that_are_gone_are_left_aside() -> None:
    question = ask(("utm", "1"), ("cols", "source,old"), ("cols", "day"))
    assert question == Question(columns=("day", "source"))


def test_a_chip_takes_away_its_own_condition_only() -> None:
    question = ask(("kind", "off"), ("kind", "work"), ("name.has", "第"), ("page", "3"))
    assert question.without("kind", "off").given == {"kind": ("work",), "name.has": ("第",)}
    assert question.without("kind").pairs() == [("name.has", "第")]


@given(st.integers(0, 9999))
def test_days_are_reckoned_from_today(days: int) -> None:
    assert day_of(f"today+{days}", TODAY) == TODAY + timedelta(days=days)
    if days < 700_000:
        assert day_of(f"today-{days}", TODAY) == TODAY - timedelta(days=days)


@given(st.text(max_size=14))
def test_numbers_stay_within_what_rows_can_have(words: str) -> None:
    number = number_of(words)
    assert number is None or str(number) == str(int(words))

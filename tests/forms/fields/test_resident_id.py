"""Resident identity numbers: the check digit against an oracle, the day, the sex."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.fieldtype import AnswerError
from forms.identity import CHECKS, Sex, birth_date_of, is_resident_id, sex_of
from kernel.expressions import compiled, with_functions
from tests.forms.samples import make_type

GOOD = "11010519491231002X"
DAYS = st.dates(date(1800, 1, 1), date(2199, 12, 31))


def numbered(area: int, day: date, order: int) -> str:
    """A number by the other definition of the check digit: ISO 7064, MOD 11-2."""
    body = f"{area:06}{day:%Y%m%d}{order:03}" if day.year > 999 else ""
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    return body + "0123456789X"[(12 - rest) % 11]


@given(st.integers(100_000, 999_999), DAYS, st.integers(0, 999))
def test_every_number_with_the_check_digit_of_iso_7064_is_good(area: int, day: date, order: int):
    number = numbered(area, day, order)

    assert is_resident_id(number)
    assert birth_date_of(number) == day
    assert sex_of(number) == (Sex.MALE if order % 2 else Sex.FEMALE)


@given(st.integers(0, 17), st.sampled_from(CHECKS))
def test_one_wrong_character_is_always_found(place: int, sign: str):
    assert is_resident_id(GOOD[:place] + sign + GOOD[place + 1 :]) == (GOOD[place] == sign)


@pytest.mark.parametrize("area", ["330113", "540481", "659012", "830000", "999999"])
def test_new_and_unknown_areas_pass(area: str):
    kind, _ = make_type("resident_id")
    number = numbered(int(area), date(1990, 1, 1), 1)

    assert kind.normalised(number) == number


@pytest.mark.parametrize("raw", [GOOD.lower(), f" {GOOD} ", "110105 19491231 002X", "１１010519491231002Ｘ"])
def test_it_is_kept_with_a_capital_x_and_without_blanks(raw: str):
    kind, _ = make_type("resident_id")

    assert kind.normalised(raw) == GOOD


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("110105491231002", "15 位"),
        ("110105194912310021", "不正确"),
        ("010105194912310020", "不正确"),
        (numbered(110105, date(1949, 12, 31), 2)[:10] + "0229" + "0020", "不正确"),
        ("一" * 18, "不正确"),
        ("²" * 18, "不正确"),
    ],
)
def test_what_is_no_number_is_refused(raw: str, words: str):
    kind, _ = make_type("resident_id")

    with pytest.raises(AnswerError, match=words):
        kind.normalised(raw)


def test_nobody_is_born_tomorrow():
    kind, _ = make_type("resident_id")
    number = numbered(110105, date(2026, 3, 10), 1)

    kind.refuse_on(number, date(2026, 3, 10))
    with pytest.raises(AnswerError, match="晚于今天"):
        kind.refuse_on(number, date(2026, 3, 9))


def test_the_mask_shows_neither_day_nor_county():
    kind, _ = make_type("resident_id")

    assert kind.mask(GOOD, "zh") == "110***********002X"


@pytest.mark.parametrize("name", ["birth_date_of", "sex_of"])
def test_rules_read_the_number(name: str):
    from forms import functions

    known = with_functions(functions.birth_date(), functions.sex())

    assert compiled(known[name].example, functions=known).value({}) is True
    assert compiled(f"{name}(x)", functions=known).value({"x": "1"}) is None

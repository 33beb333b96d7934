"""Resident identity numbers: the check digit against an oracle, the day, the sex."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Outcome
from forms.compiler import CompiledForm
from forms.definition import read_form
from forms.fieldtype import AnswerError
from forms.functions import birth_date, sex
from forms.identity import CHECKS, Sex, birth_date_of, is_resident_id, sex_of
from kernel.errors import DefinitionError
from kernel.expressions import compiled, with_functions
from tests.forms.samples import TYPES, make_field, make_form, make_section, make_type

FUNCTIONS = with_functions(birth_date(), sex())
TODAY = date(2026, 3, 10)

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


OPTIONS = [{"value": one, "title": one} for one in ("male", "female")]
BORN, SEX = make_field("born", type="date"), make_field("sex", type="choice", options=OPTIONS)
NUMBER_FIELD = make_field("number", type="resident_id", fills_birth_date="born", fills_sex="sex")
FILLING = make_form(make_section(NUMBER_FIELD, BORN, SEX))


def test_the_number_fills_birth_date_and_sex_and_nobody_else_does():
    form = CompiledForm(read_form(FILLING, TYPES, functions=FUNCTIONS), "zh")

    def filled(**values: str) -> Outcome:
        return form.normalised(values, ["applicant"], today=TODAY)

    assert filled(number="11010519491231002X").values == {
        "number": "11010519491231002X",
        "born": date(1949, 12, 31),
        "sex": "female",
    }
    assert filled(number="").values == {"number": None, "born": None, "sex": None}
    assert list(filled(number="11010519491231002X", born="1990-01-01").problems) == ["born"]


def test_what_is_filled_is_told_as_it_is_typed_and_shown_without_a_control():
    form = CompiledForm(read_form(FILLING, TYPES, functions=FUNCTIONS), "zh")
    typed = {"number": "11010519491231002X"}

    assert form.state(typed, today=TODAY)["computed"] == {"born": "1949年12月31日", "sex": "female"}
    page = form.page(typed, {}, ["applicant"], today=TODAY).fields
    assert 'id="born">1949年12月31日</output>' in page
    assert 'name="born"' not in page


@pytest.mark.parametrize(
    ("fields", "place", "said"),
    [
        ([NUMBER_FIELD, SEX], "number].fills_birth_date", "没有可以带出的字段“born”"),
        ([{**NUMBER_FIELD, "fills_sex": "number"}, BORN], "number].fills_sex", "没有可以带出的字段“number”"),
        ([NUMBER_FIELD, {**BORN, "required": True}, SEX], "number].fills_birth_date", "不能再要求填写"),
        ([NUMBER_FIELD, {**BORN, "given": True}, SEX], "number].fills_birth_date", "由系统带入"),
        ([NUMBER_FIELD, {**BORN, "type": "text"}, SEX], "number].fills_birth_date", "请用日期字段"),
        ([NUMBER_FIELD, BORN, {**SEX, "options": OPTIONS[:1]}], "number].fills_sex", "male、female"),
        ([NUMBER_FIELD, {**NUMBER_FIELD, "name": "other"}, BORN, SEX], "other].fills_sex", "已由另一处带出"),
    ],
)
def test_what_cannot_be_filled_is_refused_at_its_place(fields: list[dict[str, Any]], place: str, said: str):
    with pytest.raises(DefinitionError) as refused:
        read_form(make_form(make_section(*fields)), TYPES, functions=FUNCTIONS)

    found = {one.place: f"{one.what.zh}{one.remedy.zh}" for one in refused.value.problems}
    assert said in found[f"sections[applicant].fields[{place}"]


def test_a_column_fills_nothing():
    rows = make_field("people", type="rows", fields=[NUMBER_FIELD])
    with pytest.raises(DefinitionError, match="列不能带出"):
        read_form(make_form(make_section(rows, BORN, SEX)), TYPES, functions=FUNCTIONS)

"""Fields of register forms: what people type is read however they write it, or refused in both languages."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from kernel.text import Text
from kernel.web.registers import Choice, Day, Line, Lines, RegisterForm, Tick, Whole
from tests.kernel.web.registers.tools import KINDS, code_of

NAME = Text("项", "Item")


class Form(RegisterForm):
    """One field of each kind."""

    code = Line(NAME, most=5, parse=code_of, fixed=True)
    kind = Choice(NAME, offers=KINDS)
    day = Day(NAME, required=False)
    number = Whole(NAME, least=1, most=9, required=False)
    works = Tick(NAME)
    phone = Line(NAME, personal=True)
    words = Lines(NAME, required=False)


GOOD = {"code": "t1", "kind": "hand", "phone": "139"}


def form_of(stands: dict[str, Any] | None = None, **given: str) -> Form:
    """The form with these words."""
    return Form(MultiDict(GOOD | given), stands=stands)


@pytest.mark.parametrize(
    "words", ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301", "2026-03-01 00:00:00"]
)
def test_a_day_is_read_however_people_write_it(words: str) -> None:
    assert form_of(day=words).day.data == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2026-02-30", "没有这一天。"),
        ("0000-01-01", "没有这一天。"),
        ("明天", "不是日期"),
        ("2026-03-01 08:00", "不是日期"),
    ],
)
def test_what_is_no_day_is_refused(words: str, told: str) -> None:
    assert told in form_of(day=words).problems()["day"].zh


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_comes_back_as_it_is_written(day: date) -> None:
    assert Day.read(form_of().day, form_of().day.words(day)) == day


@pytest.mark.parametrize("words", ["hand", "手工", "Hand"])
def test_a_choice_is_known_by_its_code_and_by_its_names(words: str) -> None:
    assert form_of(kind=words).values()["kind"] == "hand"


def test_a_name_that_several_have_is_refused() -> None:
    class Twins(RegisterForm):
        who = Choice(NAME, offers={"1": "张三", "2": "张三"})

    assert "不止一个" in Twins(MultiDict({"who": "张三"})).problems()["who"].zh
    assert Twins(MultiDict({"who": "2"})).values() == {"who": "2"}


@pytest.mark.parametrize(
    ("words", "claim"), [("是", True), ("否", False), ("TRUE", True), ("0", False), ("", False)]
)
def test_a_claim_is_yes_or_no(words: str, claim: bool) -> None:
    assert form_of(works=words).values()["works"] is claim


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("code", "", "必填"),
        ("code", "1t", "编码应为字母加数字。例如 T001。"),
        ("code", "t12345", "最多 5 个字"),
        ("kind", "别的", "不在可选范围内（手工、电动）"),
        ("number", "0", "应为 1 至 9 的整数"),
        ("number", "１", "应为 1 至 9 的整数"),
        ("number", "9" * 5_000, "应为 1 至 9 的整数"),
        ("works", "也许", "是"),
        ("words", "x" * 10_001, "太长"),
        ("words", "a\ud800", "不能保存"),
        ("phone", "   ", "必填"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(field: str, words: str, told: str) -> None:
    problems = Form(MultiDict(GOOD | {field: words})).problems()

    assert list(problems) == [field]
    assert told in problems[field].zh
    assert problems[field].en


def test_an_edit_leaves_alone_what_is_fixed_and_what_is_personal_and_empty() -> None:
    found = form_of(stands={"code": "T1", "phone": "***39"}, code="", phone="")

    assert not found.problems()
    assert set(found.values()) == {"kind", "day", "number", "works", "words"}


def test_what_is_fixed_cannot_be_edited() -> None:
    assert form_of(stands={"code": "T1"}, code="t2").problems()["code"].zh == "登记后不能修改。"
    assert not form_of(stands={"code": "T1"}, code="t1").problems()


def test_a_control_holds_what_was_typed_else_what_stands() -> None:
    assert form_of(day="明天").day.shown == "明天"
    assert Form(stands={"day": date(2026, 3, 1)}).day.shown == "2026-03-01"


def test_only_our_own_fields_make_a_form() -> None:
    class Strange(RegisterForm):
        other = StringField("其他")

    with pytest.raises(TypeError, match="other"):
        Strange()

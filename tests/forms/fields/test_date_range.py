"""Spans of days."""

from datetime import date

import pytest

from forms.compiler import CompiledForm
from forms.definition import read_form
from forms.fieldtype import AnswerError
from tests.forms.samples import TYPES, make_field, make_form, make_section, make_type

SPAN = [date(2026, 1, 5), date(2026, 6, 30)]


@pytest.mark.parametrize(
    "raw",
    [
        ["2026-01-05", "2026-06-30"],
        ("2026/1/5", "20260630"),
        "2026年1月5日至2026年6月30日",
        "2026-01-05 - 2026-06-30",
    ],
)
def test_two_days_are_taken_apart_or_in_one_line(raw: object):
    kind, _ = make_type("date_range")

    assert kind.normalised(raw) == SPAN


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (["2026-06-30", "2026-01-05"], "早于开始日期"),
        (["2026-01-05", ""], "结束日期还没有填"),
        (["", "2026-01-05"], "开始日期还没有填"),
        (["2026-01-05", "2026-02-30"], "不是"),
        (["a", "b", "c"], "两个日期"),
        ([["2026-01-05"], "2026-01-06"], "文字"),
    ],
)
def test_what_is_no_span_is_told(raw: object, said: str):
    kind, _ = make_type("date_range")

    with pytest.raises(AnswerError, match=said):
        kind.normalised(raw)


def test_it_may_still_last_when_the_form_says_so():
    kind, _ = make_type("date_range", open_end=True)

    assert kind.normalised(["2026-01-05", ""]) == [date(2026, 1, 5)] == kind.normalised("2026-01-05至今")
    assert kind.display([date(2026, 1, 5)], "zh") == "2026年1月5日至今"
    assert kind.display(SPAN, "en") == "2026-01-05 to 2026-06-30"


def test_the_page_holds_both_days_also_wrong_ones_and_rules_read_them():
    term = make_field("term", type="date_range", title="任职")
    long = make_field("long", visible_when="days_between(term[0], term[1]) > 100")
    form = CompiledForm(read_form(make_form(make_section(term, long)), TYPES), "zh")
    today = date(2026, 11, 29)

    page = str(form.page({"term": ["2026-01-05", "<x>"]}, {}, ["applicant"], today=today))
    shown = str(form.page({"term": ["2026-01-05", "2026-06-30"]}, {}, ["applicant"], today=today))

    assert 'id="term" name="term"' in page
    assert 'value="2026-01-05"' in page
    assert 'id="term-2" name="term"' in page
    assert 'value="&lt;x&gt;"' in page
    assert 'id="long-field" hidden' in page
    assert 'id="long-field" hidden' not in shown


@pytest.mark.parametrize("earliest", ["2028-02-29", "9999-05-01"])
def test_the_sample_is_an_answer_whatever_day_it_begins_on(earliest: str):
    kind, _ = make_type("date_range", earliest=earliest, latest="9999-12-31")

    assert kind.stored(kind.normalised(kind.sample())) == kind.sample()

"""One box to tick."""

from datetime import date

import pytest

from forms.compiler import CompiledForm
from forms.definition import read_form
from forms.fieldtype import AnswerError
from tests.forms.samples import TYPES, make_field, make_form, make_section, make_type


@pytest.mark.parametrize(
    ("raw", "answer"), [("yes", True), (["yes"], True), (True, True), (False, None), ([], None)]
)
def test_it_is_ticked_or_there_is_no_answer(raw: object, answer: bool | None):
    kind, _ = make_type("consent")

    assert kind.normalised(raw) is answer


def test_anything_else_is_refused():
    kind, _ = make_type("consent")

    with pytest.raises(AnswerError):
        kind.normalised("maybe")


def test_what_is_to_be_read_stands_before_the_box_which_must_be_ticked_when_required():
    body = make_field(type="consent", required=True, statement="同意公示", details="第一条\n第二条")
    form = CompiledForm(read_form(make_form(make_section(body)), TYPES), "zh")
    today = date(2026, 11, 29)

    page = str(form.page({"person": True}, {}, ["applicant"], today=today))

    assert page.index("<p>第二条</p>") < page.index("同意公示")
    assert "checked" in page
    assert "checked" not in str(form.page({}, {}, ["applicant"], today=today))
    assert set(form.normalised({}, ["applicant"], today=today).missing) == {"person"}

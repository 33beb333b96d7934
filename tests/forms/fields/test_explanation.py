"""Words between questions."""

from datetime import date

from forms.compiler import CompiledForm
from forms.definition import read_form
from tests.forms.samples import TYPES, make_field, make_form, make_section, make_type


def test_each_line_of_the_help_is_a_paragraph_and_nothing_is_asked():
    words = make_field("words", type="explanation", title="须知", help="第一行\n\n<b>第二行</b>", tone="warn")
    form = CompiledForm(read_form(make_form(make_section(words)), TYPES), "zh")

    page = str(form.page({}, {}, ["applicant"], today=date(2026, 11, 29)))

    assert '<div class="note warn">' in page
    assert '<p class="mb-1">&lt;b&gt;第二行&lt;/b&gt;</p>' in page
    assert "<input" not in page
    assert form.normalised({}, ["applicant"], today=date(2026, 11, 29)).faults == {}


def test_the_tone_is_one_of_three():
    _, problems = make_type("explanation", tone="loud")

    assert [problem.path for problem in problems] == ["tone"]

"""Values that no page shows."""

from datetime import date

from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from tests.forms.samples import TYPES, make_field, make_form, make_section


def test_it_has_to_be_computed_or_given():
    _, problems = examined(make_form(make_section(make_field(type="hidden"))), TYPES)

    assert [problem.path for problem in problems] == ["sections[applicant].fields[person].compute"]


def test_no_page_shows_it_and_nobody_can_post_it_but_rules_read_it():
    secret = make_field("secret", type="hidden", compute='"7" + person', title="秘密")
    shown = make_field("shown", visible_when='secret == "78"', title="显示")
    form = CompiledForm(read_form(make_form(make_section(make_field(), secret, shown)), TYPES), "zh")
    today = date(2026, 11, 29)

    page = str(form.page({"person": "8"}, {}, ["applicant"], today=today))
    answers = str(form.check_answers({"person": "8"}, ["applicant"], today=today))
    posted = form.normalised({"person": "8", "secret": "x"}, ["applicant"], today=today)

    assert "secret" not in page
    assert "秘密" not in page + answers
    assert 'id="shown-field">' in page
    assert posted.values["secret"] == "78"
    assert set(posted.problems) == {"secret"}

"""The WTForms class: what a page posts, bound and judged by the one loop."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.compiler import compiled
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section

TODAY = date(2026, 3, 10)
FORM = compiled(
    1,
    make_form(
        make_section(
            make_field("data", required=True),
            make_field("errors", type="choices", options=OPTIONS),
            make_field("r", type="rows", fields=[make_field("n", type="integer")]),
        ),
        make_section(make_field("validate"), name="office"),
    ),
    TYPES,
)
POSTED = MultiDict(
    [
        ("data", " x "),
        ("errors", "b"),
        ("errors", "a"),
        ("r-0-n", "1"),
        ("r-2-n", "z"),
        ("csrf_token", "t"),
        ("_go", ""),
    ]
)


def test_names_of_fields_never_meet_the_names_of_wtforms():
    form = FORM.form_class(POSTED, sections=["applicant"])

    assert form.data == {"data": " x ", "errors": ["b", "a"], "r": [{"n": "1"}, {"n": "z"}]}
    assert not form.validate(today=TODAY)
    assert form.errors == {"r": ["这不是整数。请只填数字，不带单位和小数。"]}
    assert form.outcome
    assert form.outcome.values["errors"] == ["a", "b"]


def test_it_agrees_with_the_api():
    form = FORM.form_class(POSTED, sections=["applicant"])
    form.validate(today=TODAY)

    assert form.outcome == FORM.normalised(form.raw, ["applicant"], today=TODAY)


def test_what_is_not_asked_is_an_error_of_the_form():
    form = FORM.form_class(MultiDict({"data": "x", "validate": "1", "other": "2"}), sections=["applicant"])

    assert not form.validate(today=TODAY)
    assert [words.partition(":")[0] for words in form.form_errors] == ["other", "validate"]


def test_stored_answers_stand_in_it_until_something_is_posted():
    assert FORM.form_class(sections=["applicant"], stored={"data": "y"}).data["data"] == "y"


KEYS = st.sampled_from(["data", "errors", "r", "r-0-n", "r-1-n", "r-9-x", "r-", "validate", "_go"]) | st.text(
    max_size=6
)


@settings(max_examples=100)
@given(st.lists(st.tuples(KEYS, st.text(max_size=12)), max_size=6))
def test_anything_posted_is_judged_and_every_fault_has_its_place(posted: list[tuple[str, str]]):
    form = FORM.form_class(MultiDict(posted), sections=["applicant"])

    form.validate(today=TODAY)

    assert form.outcome
    told = sum(len(found.errors) for found in form) + len(form.form_errors)
    assert told == len(form.outcome.faults)
    FORM.page(form.raw, form.outcome.faults, ["applicant"], today=TODAY).__html__()

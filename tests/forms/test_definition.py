"""Forms read from bodies."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import examined, read_form
from kernel.errors import DefinitionError
from kernel.text import Text
from tests.forms.samples import TYPES, make_field, make_form, make_section


def problems(body: dict[str, Any]) -> dict[str, str]:
    """What is wrong, in English, by path."""
    return {problem.path: problem.what.en for problem in examined(body, TYPES)[1]}


def test_a_body_becomes_sections_and_fields_in_order():
    form = read_form(make_form(make_section(make_field("a"), make_field("b")), help="说明"), TYPES)

    assert [field.name for field in form.fields] == ["a", "b"]
    assert form.title == Text("申请表", "申请表")
    assert form.sections[0].title.en == "Applicant"
    assert form.help == Text("说明", "说明")


def test_a_section_says_who_fills_it_and_at_which_step():
    plain, other = read_form(
        make_form(
            make_section(make_field("a"), name="one"),
            make_section(make_field("b"), name="two", filled_by="office", at="city"),
        ),
        TYPES,
    ).sections

    assert (plain.filled_by, plain.at) == ("applicant", None)
    assert (other.filled_by, other.at) == ("office", "city")


def test_rules_are_compiled_and_know_the_fields_and_today():
    fields = (
        make_field("a", type="integer"),
        make_field("b", visible_when="a > 1", required_when="a > 2"),
        make_field("c", type="integer", compute="a + year(today)"),
        make_field("d", check=[{"holds": "len(d) > a", "message": "太短"}]),
    )

    _, b, c, d = read_form(make_form(make_section(*fields)), TYPES).fields

    assert b.visible_when is not None
    assert b.visible_when.holds({"a": 2})
    assert c.compute is not None
    assert c.compute.names == {"a", "today"}
    assert d.checks[0].message.zh == "太短"


@pytest.mark.parametrize(
    ("body", "path", "what"),
    [
        ({"sections": []}, "title", "“title” is missing."),
        ({"title": "t", "sections": []}, "sections", "“sections” is empty."),
        (make_form(titel="x"), "titel", "There is no key “titel” here."),
        (make_form(make_section()), "sections[applicant].fields", "“fields” is empty."),
        (
            make_form(make_section(make_field(type="txt"))),
            "sections[applicant].fields[person].type",
            "There is no field type “txt”.",
        ),
        (
            make_form(make_section(make_field(requird=True))),
            "sections[applicant].fields[person].requird",
            "There is no key “requird” here.",
        ),
        (
            make_form(make_section(make_field(required="yes"))),
            "sections[applicant].fields[person].required",
            "The value of “required” will not do.",
        ),
        (
            make_form(make_section(make_field(title={"zh": "姓名"}))),
            "sections[applicant].fields[person].title.en",
            "“en” is missing.",
        ),
        (
            make_form(make_section(make_field(check=[{"message": "x"}]))),
            "sections[applicant].fields[person].check[#0].holds",
            "“holds” is missing.",
        ),
        (
            make_form(make_section(make_field(visible_when="nobody == 1"))),
            "sections[applicant].fields[person].visible_when",
            "Column 1, `nobody`: There is no value named nobody.",
        ),
        (
            make_form(make_section(make_field(compute="1", required=True))),
            "sections[applicant].fields[person].compute",
            "Nobody fills in a computed or given field; it cannot be required.",
        ),
        *(
            (make_form(make_section(field)), f"sections[applicant].fields[{field['name']}].{key}", what)
            for field, key, what in (
                (
                    make_field("a", given=True, required=True),
                    "given",
                    "Nobody fills in a computed or given field; it cannot be required.",
                ),
                (
                    make_field("b", given=True, compute="1"),
                    "given",
                    "A field cannot be both given and computed.",
                ),
                (make_field("c", type="file", given=True), "given", "A field of this type cannot be given."),
                (make_field("d", source="台账"), "source", "Only a given field has a source."),
                (make_field("e", given="yes"), "given", "The value of “given” will not do."),
            )
        ),
        (
            make_form(make_section(make_field("today"))),
            "sections[applicant].fields[today].name",
            "To rules “today” means something else.",
        ),
        (
            make_form(make_section(make_field("and"))),
            "sections[applicant].fields[and].name",
            "“and” cannot be a name.",
        ),
        (
            {"title": "t", "sections": [make_section(make_field()), "x"]},
            "sections[#1]",
            "This item is not a mapping of keys to values.",
        ),
        ({"title": "t", "sections": {}}, "sections", "The value of “sections” will not do."),
    ],
)
def test_what_is_wrong_is_told_with_its_path(body: dict[str, Any], path: str, what: str):
    assert problems(body)[path] == what


def test_a_name_used_twice_is_refused_across_sections_and_fields():
    found = problems(
        make_form(make_section(make_field("a"), make_field("b")), make_section(make_field("c"), name="a"))
    )

    assert found == {"sections[a].name": "The name “a” is used 2 times."}


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ((make_field("a", compute="b"), make_field("b", compute="a")), "a → b → a"),
        ((make_field("a", visible_when="a == 1"),), "a → a"),
        (
            (
                make_field("a", visible_when="b == 1"),
                make_field("b", compute="c"),
                make_field("c", visible_when="a"),
            ),
            "a → b → c → a",
        ),
    ],
)
def test_rules_that_run_in_a_circle_are_refused_with_the_ring(fields: tuple[dict[str, Any], ...], shown: str):
    assert f"The rules run in a circle: {shown}." in problems(make_form(make_section(*fields))).values()


def test_a_section_that_depends_on_its_own_field_is_a_circle():
    body = make_form(make_section(make_field("a"), visible_when="a == 1"))

    assert list(problems(body).values()) == ["The rules run in a circle: a → applicant → a."]


def test_required_when_and_checks_may_look_at_anything():
    fields = (
        make_field("a", required_when="b == 1", check=[{"holds": "a != b", "message": "m"}]),
        make_field("b", required_when="a == 1"),
    )

    assert problems(make_form(make_section(*fields))) == {}


def test_everything_wrong_is_told_in_one_refusal():
    with pytest.raises(DefinitionError) as refusal:
        read_form(
            make_form(make_section(make_field(type="txt"), make_field("b", visible_when="z")), x=1), TYPES
        )

    assert [problem.place for problem in refusal.value.problems] == [
        "sections[applicant].fields[person].type",
        "sections[applicant].fields[b].visible_when",
        "x",
    ]
    assert all(problem.remedy.zh and problem.remedy.en for problem in refusal.value.problems)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "type", "title", "fields", "check", "options", "compute", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80)
@given(JSON, JSON)
def test_any_body_is_read_or_refused_and_never_fails(sections: Any, extra: Any):
    body = {"title": "t", "sections": sections if isinstance(sections, list) else [sections], "help": extra}

    _, found = examined(body, TYPES)

    assert all(problem.path and problem.what.zh and problem.remedy.en for problem in found)

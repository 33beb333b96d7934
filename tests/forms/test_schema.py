"""The JSON Schema of answers."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from forms.definition import read_form
from forms.schema import json_schema
from tests.forms.samples import GOOD, PROPERTIES, TYPES, make_field, make_form, make_section

OPTIONS = [{"value": "a", "title": "甲"}, {"value": "b", "title": {"zh": "乙", "en": "B"}}]
EVERY = make_form(
    make_section(
        make_field("line", required=True, min_length=2),
        make_field("lines", type="long_text", help={"zh": "说明", "en": "Why"}),
        make_field("number", type="integer", min=1, max=9),
        make_field("day", type="date"),
        make_field("one", type="choice", options=OPTIONS),
        make_field("truth", type="yes_no"),
        make_field("call", type="phone"),
    )
)


def schema_of(body: dict[str, Any], **options: str) -> dict[str, Any]:
    """The schema of a body's form."""
    return json_schema(read_form(body, TYPES), **options)


def test_the_schema_of_every_type_is_a_schema():
    Draft202012Validator.check_schema(schema_of(EVERY))


def test_good_answers_pass_and_each_bad_one_does_not():
    check = Draft202012Validator(schema_of(EVERY)).is_valid
    good = {"line": "ab", "number": 3, "day": "2026-03-10", "one": "b", "truth": True, "call": "13912345678"}

    assert check(good)
    for name, bad in {
        "line": "a",
        "number": 10,
        "one": "c",
        "truth": "yes",
        "call": "139",
        "other": 1,
    }.items():
        assert not check(good | {name: bad}), name


def test_what_the_loop_takes_from_a_machine_the_schema_takes():
    more = {"rows": {"fields": [make_field("cell", required=True)]}}
    fields = [
        make_field(f"f_{name}", type=name, **PROPERTIES.get(name, {}), **more.get(name, {}))
        for name in sorted(TYPES)
    ]
    check = Draft202012Validator(schema_of(make_form(make_section(*fields))))

    assert [
        error.message for error in check.iter_errors({f"f_{name}": good for name, good in GOOD.items()})
    ] == []
    wrong: list[dict[str, Any]] = [
        {"f_heading": None},
        {"f_rows": [{}]},
        {"f_rows": [{"cell": "a", "x": "b"}]},
    ]
    for bad in wrong:
        assert not check.is_valid(bad)


def test_titles_and_help_follow_the_language():
    zh, en = (schema_of(EVERY, locale=locale)["properties"]["lines"] for locale in ("zh_Hans_CN", "en"))

    assert (zh["description"], en["description"]) == ("说明", "Why")


@pytest.mark.parametrize(
    ("section", "field", "required"),
    [
        ({}, {"required": True}, ["a"]),
        ({}, {}, []),
        ({}, {"required": True, "visible_when": "b == 1"}, []),
        ({"visible_when": "c == 1"}, {"required": True}, []),
    ],
)
def test_required_is_only_what_is_asked_for_under_every_answer(section, field, required):
    body = make_form(
        make_section(make_field("a", **field), make_field("b"), **section),
        make_section(make_field("c"), name="other"),
    )

    assert schema_of(body)["required"] == required


def test_a_computed_field_is_read_only():
    body = make_form(make_section(make_field("a", type="integer", compute="1 + 1")))

    assert schema_of(body)["properties"]["a"]["readOnly"] is True

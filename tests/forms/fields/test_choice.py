"""One of several options."""

from datetime import date
from typing import Any

import pytest

from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from forms.fields.choice import ChoiceField
from forms.fieldtype import AnswerError, FieldType
from forms.options import Option
from kernel.kinds import Problem
from kernel.reading import Reader
from kernel.text import Text
from tests.forms.samples import TYPES, make_field, make_form, make_section, make_type

OPTIONS: list[dict[str, Any]] = [
    {"value": "a", "title": "甲"},
    {"value": "b", "title": {"zh": "乙", "en": "B"}},
]


def test_an_option_is_taken_by_its_value():
    kind, problems = make_type("choice", options=OPTIONS)

    assert problems == []
    assert kind.normalised(" b ") == "b"


def test_what_is_no_option_is_refused():
    kind, _ = make_type("choice", options=OPTIONS)

    with pytest.raises(AnswerError):
        kind.normalised("乙")


@pytest.mark.parametrize("options", [[], [OPTIONS[0], OPTIONS[0]]])
def test_options_are_there_and_differ(options: list[dict[str, Any]]):
    _, problems = make_type("choice", options=options)

    assert [problem.path for problem in problems] == ["options"]


def test_an_unknown_key_of_an_option_is_refused():
    _, problems = make_type("choice", options=[{**OPTIONS[0], "label": "x"}])

    assert [problem.path for problem in problems] == ["options[#0].label"]


@pytest.mark.parametrize(
    ("count", "properties", "drawn"),
    [
        (2, {}, "radios"),
        (7, {}, "list"),
        (16, {}, "search"),
        (2, {"layout": "list"}, "list"),
        (2, {"layout": "search"}, "search"),
        (16, {"layout": "radios"}, "radios"),
        (2, {"depends_on": "other", "layout": "radios"}, "list"),
    ],
)
def test_the_options_are_shown_by_their_number_unless_the_form_says_how(
    count: int, properties: dict[str, Any], drawn: str
):
    options = [{"value": str(number), "title": "甲", "parent": "a"} for number in range(count)]
    kind, problems = make_type("choice", options=options, **properties)

    assert problems == []
    assert kind.drawn_as == drawn  # type: ignore[attr-defined]
    assert kind.grouped == (drawn == "radios")


def test_a_register_takes_the_place_of_options():
    problems: list[Problem] = []

    kind = ChoiceField.read(Reader({"register": "a.trades"}, problems))

    assert problems == []
    assert kind.draws_from == "a.trades"
    assert make_type("choice", register="a.trades")[1][0].path == "options"


def test_what_is_closed_stays_readable_but_is_not_offered_and_not_taken():
    closed = Option("b", Text("乙", "B"), closed=True)
    kind = ChoiceField(register="a").supplied((Option("a", Text("甲", "A")), closed))

    assert kind.display(kind.normalised("b"), "zh") == "乙"
    assert kind.options_in("zh") == (("a", "甲"),)
    with pytest.raises(AnswerError, match="停用"):
        kind.refuse_on("b", date(2026, 11, 29))
    kind.refuse_on("a", date(2026, 11, 29))


@pytest.mark.parametrize(("name", "posted"), [("choice", "b"), ("choices", ["a", "b"])])
def test_a_closed_option_of_the_form_itself_is_not_taken_when_posted_by_hand(name: str, posted: Any):
    options = [{"value": "a", "title": "甲"}, {"value": "b", "title": "乙", "closed": True}]
    kind, problems = make_type(name, options=options)
    form = CompiledForm(
        read_form(make_form(make_section(make_field("x", type=name, options=options))), TYPES), "zh"
    )

    outcome = form.normalised({"x": posted}, ["applicant"], today=date(2026, 11, 29))

    assert problems == []
    assert "停用" in outcome.problems["x"].what.zh
    # what was answered before it was closed stays readable
    assert "乙" in kind.display(kind.normalised(posted), "zh")
    assert type(make_type(name, options=options[:1])[0]).refuse_on is FieldType.refuse_on


CITY = [
    {"value": "cc", "title": "长春", "parent": "jl"},
    {"value": "sp", "title": "四平", "parent": "jl"},
    {"value": "wh", "title": "芜湖", "parent": "ah"},
]
SECTIONS = ["applicant", "place"]
PROVINCE = [{"value": "jl", "title": "吉林"}, {"value": "ah", "title": "安徽"}]


def leaning_form(**keys: Any) -> CompiledForm:
    """A form whose last field depends on one of another section."""
    province = make_field("province", type="choice", options=PROVINCE, **keys)
    city = make_field("city", type="choice", options=CITY, depends_on="province", required=True)
    sections = make_section(make_field(), province), make_section(city, name="place")
    return CompiledForm(read_form(make_form(*sections), TYPES), "zh")


def test_what_can_be_chosen_depends_on_the_answer_of_another_field():
    form, today = leaning_form(), date(2026, 11, 29)

    good = form.normalised({"province": "jl", "city": "sp"}, SECTIONS, today=today)
    bad = form.normalised({"province": "ah", "city": "sp"}, SECTIONS, today=today)
    alone = form.normalised({"city": "sp"}, SECTIONS, today=today)

    assert good.faults == {}
    assert set(bad.faults) == {"city"}
    assert bad.values["city"] is None
    assert alone.faults == {}


def test_an_answer_kept_from_another_section_decides_as_well():
    kept = {"province": "ah"}

    outcome = leaning_form().normalised({"city": "sp"}, ["place"], today=date(2026, 11, 29), kept=kept)

    assert set(outcome.faults) == {"city"}


def test_an_answer_that_nobody_sees_does_not_decide():
    form = leaning_form(visible_when='person == "x"')
    values = {"province": "ah", "city": "sp"}

    hidden = form.normalised(values, SECTIONS, today=date(2026, 11, 29))
    seen = form.normalised({**values, "person": "x"}, SECTIONS, today=date(2026, 11, 29))

    assert hidden.faults == {}
    assert set(seen.faults) == {"city"}


def test_the_page_groups_the_options_under_the_words_of_the_other_answer():
    page = leaning_form().page({"city": "wh"}, {}, SECTIONS, today=date(2026, 11, 29)).fields

    assert 'data-leans-on="province"' in page
    assert page.index('<optgroup label="吉林" data-at="jl">') < page.index('value="sp"')
    assert '<optgroup label="安徽" data-at="ah">\n<option value="wh" selected>' in page


@pytest.mark.parametrize("other", ["city", "stranger", "today"])
def test_a_field_depends_on_another_one_of_the_form(other: str):
    city = make_field("city", type="choice", options=CITY, depends_on=other)

    _, problems = examined(make_form(make_section(make_field(), city)), TYPES)

    assert [problem.path for problem in problems] == ["sections[applicant].fields[city].depends_on"]


def test_a_column_depends_on_nothing_and_every_dependent_option_says_on_what():
    column = make_field("cell", type="choice", options=CITY, depends_on="person")
    rows = make_field("r", type="rows", fields=[column])
    bare = make_field("bare", type="choice", options=PROVINCE, depends_on="person")

    _, problems = examined(make_form(make_section(make_field(), rows, bare)), TYPES)

    assert [problem.path.rpartition(".")[2] for problem in problems] == ["depends_on", "options"]

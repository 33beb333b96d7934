"""Options, registers of them, and the sheets they are kept in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.options import (
    Option,
    OptionRegister,
    SheetError,
    body_of,
    examined_register,
    registers_named,
    sheet_of,
    with_former,
)
from kernel.text import Text
from tests.forms.samples import make_field, make_form, make_section

TITLE = Text("工种", "Trades")
SHEET = (
    "value,zh,en,parent,closed\r\nA,电工,Electrician,,\r\nA1,高压电工,,A,\r\nB,架子工,Scaffolder,,true\r\n"
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
OPTION = st.fixed_dictionaries(
    {
        "value": WORDS.map(str.strip),
        "title": st.fixed_dictionaries({"zh": WORDS.map(str.strip), "en": WORDS.map(str.strip)}),
    },
    optional={"parent": WORDS.map(str.strip), "closed": st.just(value=True)},
)


def test_a_sheet_becomes_a_register():
    register, problems = examined_register(body_of(TITLE, "\ufeff" + SHEET))

    assert problems == []
    assert register.title == TITLE
    assert register.options == (
        Option("A", Text("电工", "Electrician")),
        Option("A1", Text("高压电工", "高压电工"), "A"),
        Option("B", Text("架子工", "Scaffolder"), closed=True),
    )


@given(st.lists(OPTION, min_size=1, max_size=5, unique_by=lambda option: option["value"]))
def test_a_register_comes_back_from_its_sheet(options: list[dict[str, Any]]):
    body = {"title": {"zh": "工种", "en": "Trades"}, "options": options}

    assert body_of(TITLE, sheet_of(body)) == body


@pytest.mark.parametrize(
    ("sheet", "line"),
    [
        ("", "1"),
        ("code,name\n1,a\n", "1"),
        ("value,zh\n1\n", "2"),
        ("value,zh\n1,a,b\n", "2"),
        ("value,zh\n1,a\n,b\n", "3"),
        ("value,zh,closed\n1,a,perhaps\n", "2"),
        ('value,zh\n"1,a\n', "2"),
    ],
)
def test_a_line_that_is_no_option_is_refused_by_its_number(sheet: str, line: str):
    with pytest.raises(SheetError) as caught:
        body_of(TITLE, sheet)

    assert caught.value.place == line


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"title": "t", "options": []}, "options"),
        ({"title": "t", "options": [{"value": "a", "title": "甲"}] * 2}, "options"),
        ({"title": "t", "options": [{"value": "a", "title": "甲", "color": "red"}]}, "options[#0].color"),
        ({"options": [{"value": "a", "title": "甲"}]}, "title"),
        ({"title": "t", "options": [{"value": str(n), "title": "甲"} for n in range(5_001)]}, "options"),
    ],
)
def test_what_is_no_register_is_refused_with_its_place(body: dict[str, Any], path: str):
    assert [problem.path for problem in examined_register(body)[1]] == [path]


def test_the_registers_of_a_form_are_those_of_its_fields_and_columns():
    column = make_field("cell", type="choice", register="b.trades")
    body = make_form(
        make_section(
            make_field(type="choice", register="a.posts"), make_field("r", type="rows", fields=[column])
        )
    )

    assert registers_named(body) == {"a.posts", "b.trades"}
    assert registers_named({"sections": [{"fields": [{"register": 3}, "x"]}, None]}) == frozenset()


def test_what_was_dropped_keeps_its_words_but_is_closed():
    now = OptionRegister(TITLE, (Option("a", Text("甲", "A")),))
    then = OptionRegister(TITLE, (Option("a", Text("旧", "old")), Option("b", Text("乙", "B"))))

    assert with_former(now, [then]).options == (
        Option("a", Text("甲", "A")),
        Option("b", Text("乙", "B"), closed=True),
    )

"""Many options as text: they come back as they were."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kernel.designs.entries import sheet_posted
from kernel.designs.lines import MANY, are_lines, lines_of, rows_in
from kernel.designs.properties import OPTION, Entry, Property
from kernel.posted import Posted
from kernel.text import Text

OPTIONS = Property("options", Text("选项", "Options"), Entry.OPTIONS)
UNDER = Property(
    "options",
    Text("选项", "Options"),
    Entry.OPTIONS,
    inner=(*OPTION, Property("parent", Text("上级", "Under"), Entry.TEXT)),
)
WORDS = st.text("甲乙ab 1", min_size=1, max_size=4).map(str.strip).filter(bool)
TITLES = st.fixed_dictionaries({"zh": WORDS, "en": WORDS | st.just("")})
ROWS = st.lists(st.fixed_dictionaries({"value": WORDS, "title": TITLES}), max_size=5)


def plain(_posted: Posted, _name: str) -> None:
    """A page without a builder of conditions."""


def posted(lines: str, before: list[dict[str, Any]], *inputs: tuple[str, str]) -> Any:
    """What a page with these lines changes."""
    page = MultiDict([("_has", "options"), ("p.options-lines", lines), *inputs])
    return sheet_posted([OPTIONS], {"options": before}, page, rule=plain).changes.get("options")


@given(ROWS)
def test_options_come_back_from_their_lines(rows: list[dict[str, Any]]):
    assert rows_in(lines_of(rows), OPTIONS) == rows


def test_a_line_may_be_one_word_pasted_or_say_what_it_stands_under():
    assert rows_in("长春\n\n 2|吉林\tJilin ", OPTIONS) == [
        {"value": "长春", "title": {"zh": "长春", "en": ""}},
        {"value": "2", "title": {"zh": "吉林", "en": "Jilin"}},
    ]
    assert rows_in("a|甲||jl", UNDER) == [{"value": "a", "title": {"zh": "甲", "en": ""}, "parent": "jl"}]


def test_only_many_are_shown_as_lines_and_only_what_lines_can_say():
    rows = [{"value": str(number), "title": {"zh": "项", "en": ""}} for number in range(MANY + 1)]

    assert are_lines(rows)
    assert not are_lines(rows[:-1])
    assert not are_lines([*rows, {"value": "x", "title": {"zh": "甲|乙", "en": ""}}])


def test_lines_come_after_the_rows_and_say_nothing_twice():
    rows = (("p.options.0.value", "a"), ("p.options.0.title.zh", "甲"))

    assert posted("a|甲\nb|乙|B", [], *rows) == [
        {"value": "a", "title": "甲"},
        {"value": "b", "title": {"zh": "乙", "en": "B"}},
    ]


def test_what_the_lines_do_not_say_of_an_option_stays():
    before: list[dict[str, Any]] = [
        {"value": "a", "title": "甲", "closed": True},
        {"value": "b", "title": "乙"},
    ]

    assert posted("a|甲\nb|乙丙", before) == [before[0], {"value": "b", "title": "乙丙"}]


def test_thousands_of_options_are_taken():
    assert len(posted("\n".join(f"v{number}|项{number}" for number in range(5_000)), [])) == 5_000

"""Bodies read key by key."""

from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import DefinitionError
from kernel.kinds import Problem
from kernel.reading import Reader, refuse_any
from kernel.text import Text


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def reader(**body: Any) -> tuple[Reader, list[Problem]]:
    """A reader, and what it will have noted."""
    problems: list[Problem] = []
    return Reader(body, problems), problems


def test_what_is_there_is_given_and_nothing_noted():
    node, problems = reader(
        name="a",
        title={"zh": "甲", "en": "A"},
        n=3,
        on=True,
        day="2026-03-10",
        c="red",
        l=["x", "y"],
        r="n + 1",
    )

    assert node.name() == "a"
    assert node.title() == Text("甲", "A")
    assert (node.whole("n"), node.flag("on"), node.day("day")) == (3, True, date(2026, 3, 10))
    assert (node.member("c", Colour), node.texts("l")) == (Colour.RED, ("x", "y"))
    rule = node.rule("r", names=frozenset({"n"}))
    assert rule is not None
    assert rule.value({"n": 1}) == 2
    node.finish()
    assert problems == []


def test_one_text_serves_both_languages():
    node, _ = reader(title="甲")

    assert node.title() == Text("甲", "甲")


def test_what_may_be_left_out_has_its_default():
    node, problems = reader(empty=None)

    assert (node.text("empty", default="x"), node.whole("n", default=7), node.flag("f")) == ("x", 7, False)
    assert (node.member("c", Colour, default=Colour.BLUE), node.day("d"), node.rule("r")) == (
        Colour.BLUE,
        None,
        None,
    )
    assert (node.words("w"), node.texts("l"), node.children("k")) == (None, (), [])
    assert problems == []


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda node: node.text("gone"), "gone"),
        (lambda node: node.title("gone"), "gone"),
        (lambda node: node.member("gone", Colour), "gone"),
        (lambda node: node.some("gone"), "gone"),
        (lambda node: node.text("n"), "n"),
        (lambda node: node.text("blank"), "blank"),
        (lambda node: node.text("control"), "control"),
        (lambda node: node.flag("n"), "n"),
        (lambda node: node.whole("on"), "on"),
        (lambda node: node.whole("n", most=2), "n"),
        (lambda node: node.day("c"), "c"),
        (lambda node: node.member("title", Colour), "title"),
        (lambda node: node.members("twice", Colour), "twice"),
        (lambda node: node.texts("n"), "n"),
        (lambda node: node.child("l"), "l"),
        (lambda node: node.children("mixed"), "mixed[#1]"),
        (lambda node: node.rule("broken"), "broken"),
        (lambda node: node.rule("on"), "on"),
        (lambda node: node.rule("c", names=frozenset()), "c"),
    ],
)
def test_what_will_not_do_is_noted_at_its_path(call, path: str):
    node, problems = reader(
        n=3,
        on=True,
        c="red",
        title="x",
        blank="  ",
        control="a\x00",
        twice=["red", "red"],
        l=[],
        broken="1 +",
        mixed=[{}, "x"],
    )

    call(node)

    assert {problem.path for problem in problems} == {path}
    assert all(problem.what.zh and problem.remedy.zh and problem.remedy.en for problem in problems)


@pytest.mark.parametrize("name", ["A", "1a", "and", "名", "a-b", "a" * 65])
def test_a_name_fits_rules_and_patches(name: str):
    node, problems = reader(name=name)

    node.name()

    assert [problem.path for problem in problems] == ["name"]


def test_a_key_that_nobody_took_is_noted_with_the_nearest():
    node, problems = reader(title="t", requird=True)
    node.title()
    node.flag("required")

    node.finish()

    assert [(problem.path, problem.remedy.en) for problem in problems] == [
        ("requird", "Did you mean “required”?")
    ]


def test_paths_lead_through_lists_by_name_and_by_number():
    node, problems = reader(sections=[{"name": "a", "x": 1}, {"x": 1}])

    for inner in node.children("sections"):
        inner.has("name")
        inner.finish()

    assert [problem.path for problem in problems] == ["sections[a].x", "sections[#1].x"]


def test_a_bare_number_is_a_rule():
    node, _ = reader(r=3)

    rule = node.rule("r")

    assert rule is not None
    assert rule.value({}) == 3


def test_one_refusal_carries_every_problem():
    with pytest.raises(DefinitionError) as refusal:
        refuse_any(
            [Problem("a", Text("错", "x"), Text("改", "y")), Problem("b", Text("错", "x"), Text("改", "y"))],
            Text("错", "x"),
        )

    assert [problem.place for problem in refusal.value.problems] == ["a", "b"]
    refuse_any([], Text("错", "x"))


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.lists(st.text(max_size=3), max_size=3)
)


@given(
    st.dictionaries(
        st.text(max_size=3), VALUES | st.dictionaries(st.text(max_size=2), VALUES, max_size=2), max_size=3
    )
)
def test_any_value_is_taken_or_noted(body: dict[str, Any]):
    node, problems = reader(**body)
    for key in body:
        for call in (
            node.text,
            node.title,
            node.flag,
            node.whole,
            node.day,
            node.texts,
            node.child,
            node.children,
            node.rule,
        ):
            call(key)
    node.finish()

    assert all(problem.what.en for problem in problems)

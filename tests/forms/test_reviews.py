"""Whoever publishes a register of options is told option by option what changes."""

from typing import Any, cast

from sqlalchemy.orm import Session

from forms import reviews
from kernel.proposals import Changed, ReviewSection
from kernel.registry import Registry
from kernel.text import Text


def told(before: dict[str, Any], after: dict[str, Any]) -> list[ReviewSection]:
    """What is told; neither a database nor a registry is asked."""
    return list(reviews.options(cast(Session, None), cast(Registry, None), "a.b", before, after))


def register(*options: dict[str, Any]) -> dict[str, Any]:
    """A register of these."""
    return {"title": "工种", "options": list(options)}


def test_an_option_that_is_new_gone_or_closed_is_a_line() -> None:
    before = register({"value": "a", "title": "甲"}, {"value": "b", "title": "乙"})
    after = register(
        {"value": "b", "title": "乙", "closed": True},
        {"value": "c", "title": {"zh": "丙", "en": "C"}, "parent": "x"},
    )
    [section] = told(before, after)
    assert section.changes == (
        Changed(Text("a", "a"), Text("甲", "甲"), None),
        Changed(Text("b", "b"), Text("乙", "乙"), Text("乙，停用", "乙, closed")),
        Changed(Text("c", "c"), None, Text("丙（上级 x）", "C (under x)")),
    )
    assert told(before, before) == []


def test_of_very_many_the_first_are_told_and_how_many_there_are() -> None:
    options = [{"value": str(number), "title": "甲"} for number in range(reviews.MOST_LINES + 7)]
    [section] = told({}, register(*options))
    assert len(section.changes) == reviews.MOST_LINES
    assert [one.words for one in section.told] == [Text("7 项", "options: 7")]

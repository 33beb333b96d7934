"""A property of very many rows: none is lost, and too many are told."""

from typing import Any

from werkzeug.datastructures import MultiDict

from forms.fieldtype import Posted
from forms.sheet import Entry, Property
from kernel.designs.entries import MOST_OPTIONS, Sheet, sheet_posted
from kernel.text import Text

OPTIONS = Property("options", Text("选项", "Options"), Entry.OPTIONS)


def plain(_posted: Posted, _name: str) -> None:
    """A page without a builder of conditions."""


def options(count: int) -> list[dict[str, Any]]:
    """So many options."""
    return [{"value": f"v{number}", "title": f"项{number}"} for number in range(count)]


def posted(rows: list[dict[str, Any]], before: list[dict[str, Any]]) -> Sheet:
    """What comes of a page that shows these rows."""
    inputs = MultiDict([("_has", "options")])
    for number, row in enumerate(rows):
        inputs.add(f"p.options.{number}.value", row["value"])
        inputs.add(f"p.options.{number}.title.zh", row["title"])
    return sheet_posted([OPTIONS], {"options": before}, inputs, rule=plain)


def test_as_many_as_may_be_are_all_kept() -> None:
    assert posted(options(MOST_OPTIONS), []).changes == {"options": options(MOST_OPTIONS)}


def test_more_are_a_fault_that_loses_none_of_them() -> None:
    sheet = posted(options(MOST_OPTIONS + 1), [])
    assert (dict(sheet.changes), list(sheet.faults)) == ({}, ["p.options"])
    assert len(sheet.typed["options"]) == MOST_OPTIONS + 1


def test_more_that_were_there_already_stay() -> None:
    there = options(MOST_OPTIONS + 1)
    sheet = posted(there, there)
    assert (dict(sheet.changes), dict(sheet.faults)) == ({}, {})

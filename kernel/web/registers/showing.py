"""One row of a register as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import get_template_attribute
from markupsafe import Markup

from kernel.text import Text
from kernel.web.registers.cells import plain, writer_of


@dataclass(frozen=True, slots=True)
class ShownRow:
    """The row: its key, what names it, each column as it is written, and the values behind."""

    pk: Any
    heading: str
    facts: Sequence[tuple[str, Text, Markup]]
    """Name, title and the value as HTML."""
    values: Mapping[str, Any]


def shown_row(view: Any, row: Sequence[Any], locale: str) -> ShownRow:
    """The row of all columns, in a language."""
    tag = get_template_attribute("macros/parts.html", "tag")
    values = dict(zip((column.name for column in view.columns), row[1:], strict=True))
    facts = [
        (column.name, column.title, Markup(writer_of(column, locale, tag)(values[column.name])))  # noqa: S704
        for column in view.columns
    ]
    heading = plain(view.column(view.heading), values[view.heading], locale)
    return ShownRow(row[0], "" if heading is None else str(heading), facts, values)

"""The rows of a list, drawn once by the template with marks and filled for each row: a list is mostly rows."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import get_template_attribute, render_template
from markupsafe import Markup

from kernel.web.registers.cells import Written, writer_of
from kernel.web.registers.columns import Column

MARK = "\ue000{}\ue001"
MARKED = re.compile("\ue000([0-9]+)\ue001")
PLANS = 200
"""Sets of columns remembered, over all registers and languages of a process."""


class RowPlan:
    """The row of some columns in one language: its HTML with a place for each value, and what writes the values."""

    def __init__(self, template: str, writers: Sequence[Written]) -> None:
        pieces = MARKED.split(template)
        self._writers = writers
        self._places = [int(number) for number in pieces[1::2]]
        self._row = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])

    def drawn(self, rows: Sequence[Sequence[Any]]) -> Markup:
        """The rows as HTML."""
        # column by column: a list is mostly rows, and Python's own loops are the quick ones
        columns = [list(map(write, values)) for write, values in zip(self._writers, zip(*rows))]  # noqa: B905
        cells = zip(*(columns[place] for place in self._places)) if columns else ()  # noqa: B905
        return Markup("".join([self._row % row for row in cells]))  # noqa: S704 written by writers that escape


@lru_cache(maxsize=PLANS)
def plan_of(view: Any, names: tuple[str, ...], locale: str, endpoint: str, *, selects: bool) -> RowPlan:
    """The plan of a list with these columns; `selects`: each row can be selected."""
    columns: list[Column] = [view.column(name) for name in names]
    tag = get_template_attribute("macros/parts.html", "tag")
    writers: list[Written] = [str, *(writer_of(one, locale, tag) for one in columns)]
    marks = [MARK.format(number) for number in range(len(writers))]
    heading = names.index(view.heading) if view.heading in names else 0
    template = render_template(
        "registers/_row.html",
        endpoint=endpoint,
        key=Markup(marks[0]),  # noqa: S704 a mark
        cells=list(zip(columns, map(Markup, marks[1:]), strict=True)),
        heading=heading,
        selects=selects,
    )
    return RowPlan(template, writers)

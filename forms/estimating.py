"""How long filling in takes: a guess from what is asked, so that people know before they begin; pure."""

from collections.abc import Iterable
from math import ceil

from forms.definition import Field, Section
from forms.sheet import Group

SECONDS = {
    Group.TEXT: 20,
    Group.NUMBER: 12,
    Group.CHOICE: 8,
    Group.DATE: 12,
    Group.IDENTITY: 20,
    Group.PICKER: 15,
    Group.FILE: 60,
    Group.LAYOUT: 5,
}
READING = 3
"""Seconds to look at what is known already."""
ROWS = 2
"""So many rows are filled in where there may be any number."""
MINUTE = 60


def minutes(sections: Iterable[Section]) -> int:
    """The minutes that these sections take, one at least."""
    seconds = sum(_seconds(field) for section in sections for field in section.fields)
    return max(1, ceil(seconds / MINUTE))


def _seconds(field: Field) -> float:
    if not field.type.asks or not field.asked:
        return READING
    if field.columns:
        return ROWS * sum(_seconds(column) for column in field.columns)
    each = SECONDS[field.type.group]
    if field.type.group is Group.LAYOUT:
        # what is declared is read point by point
        each *= max(1, len(field.type.options_in("zh")))
    # every second one leaves out what need not be answered
    return each if field.required else each / 2

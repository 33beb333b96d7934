"""The condition that a page posts: as an expression, or as rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kernel.conditions.rows import Group, Join, Op, Row, rows_of
from kernel.conditions.subjects import ConditionError, Subject
from kernel.conditions.writing import claim, text_of
from kernel.errors import Invalid
from kernel.posted import Posted

ROWS, TEXT = "rows", "text"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page posted of one condition, as it was typed."""

    mode: str
    text: str
    was: str
    join: Join
    rows: Mapping[int, Row] = field(default_factory=dict)
    """The rows that name a field, under their numbers on the page."""
    groups: Mapping[int, int] = field(default_factory=dict)
    """The group of each row."""

    @property
    def grouped(self) -> tuple[Group, ...]:
        """The rows by their groups."""
        found: dict[int, list[Row]] = {}
        for number, row in self.rows.items():
            found.setdefault(self.groups[number], []).append(row)
        return tuple(tuple(found[group]) for group in sorted(found))


def posted(data: Posted, key: str, subjects: Mapping[str, Subject]) -> str:
    """The expression that was posted under the key, empty when there is none; refused with the row that is wrong."""
    asked = asked_in(data, key)
    if asked.mode != ROWS:
        return asked.text
    if not asked.rows and asked.text and (asked.text != asked.was or rows_of(asked.text, subjects) is None):
        # who only looks at the rows has dropped nothing: an expression is gone when its rows are, or its text
        return asked.text
    # what rows show of an expression is not always how it was written: untouched, it stays as it was
    if asked.was and rows_of(asked.was, subjects) == (asked.join, asked.grouped):
        return asked.was
    for number, row in asked.rows.items():
        try:
            claim(row, subjects)
        except Invalid as error:
            raise ConditionError(error.what, remedy=error.remedy, place=f"{key}-{number}-value") from error
    return text_of(asked.join, asked.grouped, subjects)


def asked_in(data: Posted, key: str) -> Asked:
    """What was posted under the key; the row whose button was pressed to drop it is left out."""
    dropped = _first(data, f"{key}-drop")
    rows, groups = {}, {}
    for number in _numbers(data, key):
        name = _first(data, f"{key}-{number}-field")
        op = _first(data, f"{key}-{number}-op")
        if name and op in set(Op) and dropped != str(number):
            rows[number] = Row(name, Op(op), _first(data, f"{key}-{number}-value"))
            group = _first(data, f"{key}-{number}-group")
            groups[number] = int(group) if re.fullmatch("[0-9]{1,3}", group) else 0
    return Asked(
        mode=_first(data, f"{key}-mode"),
        text=_first(data, f"{key}-text"),
        was=_first(data, f"{key}-was"),
        join=Join.ANY if _first(data, f"{key}-join") == Join.ANY else Join.ALL,
        rows=rows,
        groups=groups,
    )


def _numbers(data: Posted, key: str) -> list[int]:
    pattern = re.compile(rf"{re.escape(key)}-([0-9]{{1,3}})-field")
    found = {int(match[1]) for name in data if (match := pattern.fullmatch(name))}
    return sorted(found)


def _first(data: Posted, key: str) -> str:
    found = data.getlist(key)
    return str(found[0]).replace("\r\n", "\n").strip() if found else ""

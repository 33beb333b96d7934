"""A month of a year; rules see its first day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

MONTH = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})月?|([0-9]{2}))(?:-01)?")
EARLIEST, LATEST, SAMPLE = date(1900, 1, 1), date(2199, 12, 1), date(2026, 3, 1)


@field_type("year_month")
@dataclass(frozen=True, slots=True)
class YearMonthField(FieldType):
    """A month; properties `earliest`, `latest` (such as 2026-03)."""

    title: ClassVar = Text("年月", "year and month")
    group: ClassVar = Group.DATE
    icon: ClassVar = "calendar-days"
    foreign: ClassVar = {"xlsform": "date", "formio": "day"}
    sheet: ClassVar = (
        Property("earliest", Text("最早年月", "Earliest month"), Entry.MONTH, tab=Tab.CHECK),
        Property("latest", Text("最晚年月", "Latest month"), Entry.MONTH, tab=Tab.CHECK),
    )
    earliest: date = EARLIEST
    latest: date = LATEST

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of the month."""
        months = cls(_limit(node, "earliest", EARLIEST), _limit(node, "latest", LATEST))
        if months.earliest > months.latest:
            node.refuse(
                "latest",
                Text("最晚年月早于最早年月。", "The latest month comes before the earliest."),
                Text("请调换或改正。", "Swap or correct them."),
            )
        return months

    def normalised(self, raw: object) -> date | None:
        """The first day of the month, from 2026-03, 2026年3月, 2026/3 or 202603."""
        typed = narrowed(raw)
        if not typed:
            return None
        month = _month(typed)
        if month is None or not self.earliest <= month <= self.latest:
            raise AnswerError(
                self._what(),
                remedy=Text("请按 2026-03 的样子填写。", "Write it like 2026-03."),
            )
        return month

    def _what(self) -> Text:
        if (self.earliest, self.latest) == (EARLIEST, LATEST):
            return Text("这不是可用的年月。", "This is not a month that can be used.")
        first, last = self.stored(self.earliest), self.stored(self.latest)
        return Text(f"这不是 {first} 至 {last} 之间的年月。", f"This is not a month from {first} to {last}.")

    def stored(self, answer: Any) -> Any:
        """2026-03"""
        return f"{answer:%Y-%m}" if isinstance(answer, date) else answer

    def display(self, answer: Any, locale: str) -> str:
        """The month as people write it."""
        if not isinstance(answer, date):
            return ""
        return f"{answer:%Y-%m}" if locale.startswith("en") else f"{answer.year}年{answer.month}月"

    def attributes(self) -> dict[str, str]:
        """The browser's own list of months, where it has one; elsewhere it is typed."""
        return {
            "type": "month",
            "min": str(self.stored(self.earliest)),
            "max": str(self.stored(self.latest)),
            "placeholder": "2026-03",
        }

    def sample(self) -> str:
        """A month within the limits."""
        return str(self.stored(min(max(SAMPLE, self.earliest), self.latest)))

    def json_schema(self) -> dict[str, Any]:
        """A string such as 2026-03."""
        return {"type": "string", "pattern": "^[0-9]{4}-(?:0[1-9]|1[0-2])$"}


def _limit(node: Reader, key: str, default: date) -> date:
    if not node.has(key):
        return default
    month = _month(node.text(key))
    if month is None:
        node.refuse(
            key,
            Text("这不是年月。", "This is not a month."),
            Text("请写成 2026-03。", "Write it like 2026-03."),
        )
    return month or default


def _month(typed: str) -> date | None:
    match = MONTH.fullmatch(typed)
    try:
        return date(int(match[1]), int(match[2] or match[3]), 1) if match else None
    except ValueError:
        return None

"""A calendar day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))", re.ASCII)
ISO = 10
SAMPLE = date(2026, 3, 10)
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LIMITS = (
    Property("earliest", Text("最早日期", "Earliest day"), Entry.DAY, tab=Tab.CHECK),
    Property("latest", Text("最晚日期", "Latest day"), Entry.DAY, tab=Tab.CHECK),
)


def limits_of(node: Reader) -> tuple[date, date]:
    """The first and the last day that a node allows."""
    earliest, latest = node.day("earliest") or EARLIEST, node.day("latest") or LATEST
    if earliest > latest:
        node.refuse(
            "latest",
            Text("最晚日期早于最早日期。", "The latest day comes before the earliest."),
            Text("请调换或改正。", "Swap or correct them."),
        )
    return earliest, latest


@field_type("date")
@dataclass(frozen=True, slots=True)
class DateField(FieldType):
    """A calendar day; properties `earliest`, `latest`."""

    title: ClassVar = Text("日期", "date")
    group: ClassVar = Group.DATE
    icon: ClassVar = "calendar"
    foreign: ClassVar = {"xlsform": "date", "formio": "datetime"}
    sheet: ClassVar = LIMITS
    earliest: date = EARLIEST
    latest: date = LATEST

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of the day."""
        return cls(*limits_of(node))

    def normalised(self, raw: object) -> date | None:
        """The day, as 2026-03-10, 2026/3/10, 2026.3.10, 2026年3月10日 or 20260310."""
        day = _iso(raw) if raw.__class__ is str else None
        if day is None:
            typed = narrowed(raw)
            if not typed:
                return None
            day = day_of(typed)
        if day is None or not self.earliest <= day <= self.latest:
            raise AnswerError(
                outside(self.earliest, self.latest, Text("日期", "day")),
                remedy=Text("请按 2026-03-10 的样子填写。", "Write it like 2026-03-10."),
            )
        return day

    def display(self, answer: Any, locale: str) -> str:
        """The day as people write it."""
        if not isinstance(answer, date):
            return ""
        return (
            answer.isoformat()
            if locale.startswith("en")
            else f"{answer.year}年{answer.month}月{answer.day}日"
        )

    def attributes(self) -> dict[str, str]:
        """The browser's own calendar, within the limits."""
        return {"type": "date", "min": self.earliest.isoformat(), "max": self.latest.isoformat()}

    def sample(self) -> str:
        """A day within the limits."""
        return min(max(SAMPLE, self.earliest), self.latest).isoformat()

    def json_schema(self) -> dict[str, Any]:
        """A string that holds an ISO date."""
        return {"type": "string", "format": "date"}


def _iso(raw: Any) -> date | None:
    if len(raw) != ISO or raw[4] != "-" or not raw.isascii():
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def outside(earliest: date, latest: date, wanted: Text) -> Text:
    """What is said of something that is no day, or none within the limits that somebody set."""
    if (earliest, latest) == (EARLIEST, LATEST):
        return Text(f"这不是可用的{wanted.zh}。", f"This is not a {wanted.en} that can be used.")
    return Text(
        f"这不是 {earliest} 至 {latest} 之间的{wanted.zh}。",
        f"This is not a {wanted.en} from {earliest} to {latest}.",
    )


def day_of(typed: str) -> date | None:
    """The day in one of the usual ways of writing; None when there is none."""
    match = DAY.fullmatch(typed)
    try:
        return date(*(int(part) for part in match.groups() if part)) if match else None
    except ValueError:
        return None

"""A day with its time, in the time of the mainland."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self

from forms.fields.date import EARLIEST, LATEST, LIMITS, SAMPLE, day_of, limits_of, outside
from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Group
from kernel.clock import LOCAL
from kernel.reading import Reader
from kernel.text import Text

MOMENT = re.compile(r"(.{6,11}?)[T ]+([0-9]{1,2})[:：时点]([0-9]{2})分?(?::[0-9]{2}(?:\.[0-9]+)?)?")
HOUR = "09:30"


@field_type("date_time")
@dataclass(frozen=True, slots=True)
class DateTimeField(FieldType):
    """A moment to the minute; properties `earliest`, `latest`, which are days."""

    title: ClassVar = Text("日期和时间", "date and time")
    group: ClassVar = Group.DATE
    icon: ClassVar = "calendar-clock"
    foreign: ClassVar = {"xlsform": "dateTime", "formio": "datetime"}
    sheet: ClassVar = LIMITS
    earliest: date = EARLIEST
    latest: date = LATEST

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of the day."""
        return cls(*limits_of(node))

    def normalised(self, raw: object) -> datetime | None:
        """The moment, as 2026-03-10T09:30, 2026-03-10 09:30 or 2026年3月10日 9:30; another zone is reckoned over."""
        typed = narrowed(raw)
        if not typed:
            return None
        moment = _moment(typed)
        if moment is None or not self.earliest <= moment.date() <= self.latest:
            raise AnswerError(
                outside(self.earliest, self.latest, Text("日期和时间", "date and time")),
                remedy=Text("请按 2026-03-10 09:30 的样子填写。", "Write it like 2026-03-10 09:30."),
            )
        return moment

    def stored(self, answer: Any) -> Any:
        """As the browser's own control takes it, in the time of the mainland."""
        return f"{answer:%Y-%m-%dT%H:%M}" if isinstance(answer, datetime) else answer

    def display(self, answer: Any, locale: str) -> str:
        """Day and time as people write them."""
        if not isinstance(answer, datetime):
            return ""
        if locale.startswith("en"):
            return f"{answer:%Y-%m-%d %H:%M}"
        return f"{answer.year}年{answer.month}月{answer.day}日 {answer:%H:%M}"

    def attributes(self) -> dict[str, str]:
        """The browser's own calendar and clock, within the limits."""
        return {
            "type": "datetime-local",
            "min": f"{self.earliest}T00:00",
            "max": f"{self.latest}T23:59",
        }

    def sample(self) -> str:
        """A morning within the limits."""
        return f"{min(max(SAMPLE, self.earliest), self.latest)}T{HOUR}"

    def json_schema(self) -> dict[str, Any]:
        """A string to the minute, without a zone: it is the mainland's."""
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"}


def _moment(typed: str) -> datetime | None:
    found = _iso(typed) or _written(typed)
    try:
        local = found.astimezone(LOCAL) if found and found.tzinfo else found
    except OverflowError:
        return None
    return local.replace(second=0, microsecond=0, tzinfo=LOCAL) if local else None


def _iso(typed: str) -> datetime | None:
    try:
        # a day alone would be taken for its midnight
        return datetime.fromisoformat(typed) if ":" in typed else None
    except ValueError:
        return None


def _written(typed: str) -> datetime | None:
    match = MOMENT.fullmatch(typed)
    day = day_of(match[1]) if match else None
    if match is None or day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, int(match[2]), int(match[3]))  # noqa: DTZ001 the zone is set once for all ways of writing
    except ValueError:
        return None

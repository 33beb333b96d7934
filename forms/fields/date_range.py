"""A span of days: from one day to another."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from forms.fields.date import EARLIEST, LATEST, LIMITS, SAMPLE, DateField, limits_of
from forms.fieldtype import AnswerError, FieldType, Posted, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

BOTH = 2
YEAR = timedelta(days=365)
BETWEEN = re.compile(r"\s*(?:至|到|~|--| - |\bto\b)\s*")
SO_FAR = Text("至今", "to the present day")
FIRST, LAST = Text("开始日期", "Start date"), Text("结束日期", "End date")


@field_type("date_range")
@dataclass(frozen=True, slots=True)
class DateRangeField(FieldType):
    """First and last day, kept as a list of the two; properties `earliest`, `latest`, `open_end`.

    To rules it is a list: `term[0]` is the first day, `term[1]` the last, empty while it lasts.
    """

    title: ClassVar = Text("起止日期", "span of days")
    widget: ClassVar = "widgets/date_range.html"
    grouped: ClassVar = True
    many: ClassVar = True
    group: ClassVar = Group.DATE
    icon: ClassVar = "calendar-range"
    foreign: ClassVar = {"xlsform": "date", "formio": "datetime"}
    sheet: ClassVar = (
        *LIMITS,
        Property(
            "open_end",
            Text("可以至今", "May still last"),
            Entry.FLAG,
            hint=Text("结束日期可以不填，表示至今。", "The end date may be left out."),
            tab=Tab.CHECK,
        ),
    )
    earliest: date = EARLIEST
    latest: date = LATEST
    open_end: bool = False

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of both days, and whether there has to be a last one."""
        return cls(*limits_of(node), node.flag("open_end"))

    def normalised(self, raw: object) -> list[date] | None:
        """The two days in their order; one of them when it still lasts."""
        first, last = self._typed(raw)
        day = DateField(self.earliest, self.latest)
        start, end = day.normalised(first), day.normalised(last)
        if start is None and end is None:
            return None
        if start is None:
            raise _incomplete(FIRST)
        if end is None:
            if self.open_end:
                return [start]
            raise _incomplete(LAST)
        if end < start:
            raise AnswerError(
                Text("结束日期早于开始日期。", "The end date comes before the start date."),
                remedy=Text("请核对两个日期。", "Check both dates."),
            )
        return [start, end]

    def _typed(self, raw: object) -> tuple[Any, Any]:
        if isinstance(raw, list | tuple):
            given = [*raw, None, None]
            if len(raw) <= BOTH:
                return given[0], given[1]
        else:
            parts = BETWEEN.split(narrowed(raw))
            if len(parts) <= BOTH:
                given = [*parts, None]
                return given[0], None if given[1] == SO_FAR.zh.removeprefix("至") else given[1]
        raise AnswerError(
            Text("这里只能有两个日期。", "There can only be two dates here."),
            remedy=Text("请填开始日期和结束日期。", "Fill in the start and the end date."),
        )

    def stored(self, answer: Any) -> Any:
        """Both days as ISO dates."""
        return [day.isoformat() for day in answer] if isinstance(answer, list) else answer

    def display(self, answer: Any, locale: str) -> str:
        """Both days as people write them."""
        if not answer:
            return ""
        days = [DateField().display(day, locale) for day in answer]
        if len(days) == BOTH:
            return (" to " if locale.startswith("en") else "至").join(days)
        return f"{days[0]} {SO_FAR.en}" if locale.startswith("en") else f"{days[0]}{SO_FAR.zh}"

    def attributes(self) -> dict[str, str]:
        """The browser's own calendar, within the limits."""
        return DateField(self.earliest, self.latest).attributes()

    def parts_in(self, locale: str) -> tuple[str, str]:
        """What the two days are called."""
        return FIRST.of(locale), LAST.of(locale)

    def gathered(self, posted: Posted, name: str) -> list[Any]:
        """What stands in the two inputs, which have one name."""
        return posted.getlist(name)

    def sample(self) -> list[str]:
        """A year, as far as the limits allow."""
        start = min(max(SAMPLE, self.earliest), self.latest)
        return [start.isoformat(), (start + min(YEAR, self.latest - start)).isoformat()]

    def json_schema(self) -> dict[str, Any]:
        """A list of ISO dates."""
        return {
            "type": "array",
            "items": {"type": "string", "format": "date"},
            "minItems": 1 if self.open_end else BOTH,
            "maxItems": BOTH,
        }


def _incomplete(part: Text) -> AnswerError:
    return AnswerError(
        Text(f"{part.zh}还没有填。", f"The {part.en.lower()} is not filled in."),
        remedy=Text("请把两个日期都填上。", "Fill in both dates."),
    )

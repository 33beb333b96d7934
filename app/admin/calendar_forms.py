"""What people type on the calendar page, and what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kernel.calendar import REACH, is_near
from kernel.clock import local_day
from kernel.errors import Invalid
from kernel.text import Text
from kernel.workdays import LONGEST, Calendar, DayKind

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_NAME = 100
LONGEST_WORDS = 200
Problems = dict[str, Text]
NO_DAY = Text("请填写日期，例如 2026-10-01。", "Give a day, such as 2026-10-01.")


def day_in(words: str) -> date | None:
    """The day that was typed; None when it is none."""
    if not ISO_DAY.fullmatch(words.strip()):
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class DayForm:
    """The form that makes a day a working day or a day off."""

    day: str = ""
    kind: str = ""
    name: str = ""
    reason: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "DayForm":
        """The form as it was sent."""
        return cls(*(sent.get(name, "").strip() for name in ("day", "kind", "name", "reason")))

    def problems(self, now: datetime) -> Problems:
        """What is wrong, by field."""
        found = day_problems(self.day, now)
        if self.kind not in {kind.value for kind in DayKind}:
            found["kind"] = Text("请选择放假还是上班。", "Choose day off or working day.")
        if not self.name:
            found["name"] = Text("请写名称，例如“国庆节调休上班”。", "Give it a name, such as the holiday.")
        elif len(self.name) > LONGEST_NAME:
            found["name"] = _too_long(LONGEST_NAME)
        return found | words_problems("reason", self.reason, Text("请写明理由。", "Say why."))


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a limit, and the years it runs through that have no official notice."""

    start: date
    count: int
    day: date
    provisional: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DueForm:
    """The small calculation: a day, and a number of working days."""

    start: str = ""
    count: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.start or self.count)

    def answer(self, calendar: Calendar) -> tuple[Due | None, Problems]:
        """The end of the limit; or what is wrong, by field."""
        start, found = day_in(self.start), Problems()
        if start is None:
            found["start"] = NO_DAY
        if not re.fullmatch(r"[0-9]{1,6}", self.count):
            found["n"] = Text(
                f"请填 0 到 {LONGEST} 之间的整数。", f"Give a whole number from 0 to {LONGEST}."
            )
        if found or start is None:
            return None, found
        try:
            day = calendar.due(start, int(self.count))
        except Invalid as error:
            words = Text(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}")
            return None, {"n": words}
        years = [year for year in range(start.year, day.year + 1) if year not in calendar.official_years]
        return Due(start, int(self.count), day, tuple(years)), {}


def day_problems(words: str, now: datetime) -> Problems:
    """What is wrong with a day that is to be changed."""
    day = day_in(words)
    return {"day": NO_DAY} if day is None else far_problems("day", str(day), day.year, now)


def far_problems(field: str, said: str, year: int, now: datetime) -> Problems:
    """What is wrong with a change in a year that is far away."""
    if is_near(year, now):
        return {}
    first, last = local_day(now).year - REACH, local_day(now).year + REACH
    return {
        field: Text(
            f"{said} 不在可以修改的年份内（{first} 至 {last}）。",
            f"{said} is outside of the years that may be edited ({first} to {last}).",
        )
    }


def words_problems(field: str, words: str, wanted: Text) -> Problems:
    """What is wrong with words that are needed and have a limit."""
    if not words:
        return {field: wanted}
    return {field: _too_long(LONGEST_WORDS)} if len(words) > LONGEST_WORDS else {}


def _too_long(limit: int) -> Text:
    return Text(f"最多 {limit} 个字。", f"At most {limit} characters.")

"""How a validity is drawn: the bar in two scales, the days below it, the number that counts; pure."""

from dataclasses import dataclass
from datetime import date

from addons.certificates.windows import Opening, Timing, standing
from kernel.text import Text

WHOLE, ISSUED = 1000, 440
"""The places of the bar, and those up to the opening: the window has more room than its share."""
MARK = 4
"""The width of the mark of today."""
ISSUE, OPENS, ENDS = Text("发证", "Issued"), Text("开放办理", "Opens"), Text("到期", "Expires")


@dataclass(frozen=True, slots=True)
class Bar:
    """A validity as the macro draws it."""

    label: Text
    used: int
    now: int
    window: str
    days: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the words around it."""

    before: Text
    number: int
    after: Text
    below: Text


def bar(start: date, end: date, *, window: Opening | None, on: date) -> Bar:
    """The validity with its window, if one opens within it; otherwise in one scale."""
    first = window.first if window and window.first and start < window.first <= end else None
    if first is None:
        now = _place(start, end, on, 0, WHOLE)
        return Bar(_label(start, end, None, on), now, _mark(now), "", _days(start, end, None))
    if on < first:
        # the mark stands before the gap, however near the opening is
        now = min(_place(start, first, on, 0, ISSUED), ISSUED - 2 * MARK)
        return Bar(_label(start, end, first, on), now, now, "win", _days(start, end, first))
    now = _place(first, end, on, ISSUED, WHOLE)
    state = "winon" if on <= end else "gone"
    return Bar(_label(start, end, first, on), ISSUED, _mark(now), state, _days(start, end, first))


def count(end: date, *, window: Opening | None, on: date) -> Count:
    """The days until the window opens, or else until the certificate ends; what is over counts up."""
    early = window is not None and standing(window, on) is Timing.EARLY and window.first is not None
    if early and window is not None and window.first is not None and window.first <= end:
        day = window.first
        below = Text(f"{day} 起可办", f"Possible from {day}")
        return Count(Text("距开放还有", "Opens in"), (day - on).days, _days_after((day - on).days), below)
    left = (end - on).days
    if left < 0:
        after = Text("天前已过期", "day ago it expired" if left == -1 else "days ago it expired")
        return Count(Text("", ""), -left, after, Text(f"到期日 {end}", f"Expired on {end}"))
    last = window.last if window is not None and window.last is not None else end
    below = Text(f"最后办理日 {last}", f"Last day to apply {last}") if window else _ends(end)
    if not left:
        below = Text("今天是最后一天", "Today is the last day")
    return Count(Text("", ""), left, Text("天后到期", "day left" if left == 1 else "days left"), below)


def _days_after(number: int) -> Text:
    return Text("天", "day" if number == 1 else "days")


def _ends(end: date) -> Text:
    return Text(f"到期日 {end}", f"Expires on {end}")


def _place(start: date, end: date, on: date, low: int, high: int) -> int:
    length = max((end - start).days, 1)
    passed = min(max((on - start).days, 0), length)
    return low + (high - low) * passed // length


def _mark(now: int) -> int:
    return min(now, WHOLE - MARK)


def _label(start: date, end: date, first: date | None, on: date) -> Text:
    opens = Text(f"，{first} 开放办理", f", opens on {first}") if first else Text("", "")
    return Text(
        f"有效期 {start} 至 {end}{opens.zh}，今天 {on}",
        f"Valid from {start} to {end}{opens.en}; today is {on}",
    )


def _days(start: date, end: date, first: date | None) -> tuple[tuple[Text, str], ...]:
    middle = ((OPENS, str(first)),) if first else ()
    return ((ISSUE, str(start)), *middle, (ENDS, str(end)))

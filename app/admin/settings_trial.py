"""A sheet of settings: written out of the values that hold, read back as what it would change; writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.errors import Invalid
from kernel.settings import Claim, Setting
from kernel.sheets import Line, Sheet
from kernel.text import Text

NAME, TITLE, VALUE = Text("标识", "Setting"), Text("名称", "Title"), Text("值", "Value")
DEFAULT, ABOUT = Text("默认值", "Default"), Text("说明", "About")
HEADINGS = (NAME, TITLE, VALUE, DEFAULT, ABOUT)
YES, NO = Text("是", "yes"), Text("否", "no")
CLAIMS = {"是": "yes", "否": "no"}
Known = Mapping[str, Setting]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One setting that would have another value: what is typed for it, what holds, and what would."""

    name: str
    title: Text
    typed: str
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row."""

    line: int
    name: str
    words: Text


@dataclass(frozen=True, slots=True)
class Trial:
    """What the sheet would do; with a fault it does nothing."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    same: int


def told(value: Any) -> Text:
    """The value as people read it."""
    if isinstance(value, bool):
        return YES if value else NO
    return Text(str(value), str(value))


def rows_of(known: Known, values: Values, locale: str) -> Iterator[list[str]]:
    """Every setting as a row of a sheet that can be brought again."""
    for name, one in known.items():
        words = (one.title, told(values[name]), told(one.default), one.about)
        yield [name, *(text.of(locale) for text in words)]


def trial_of(sheet: Sheet, known: Known, values: Values) -> Trial:
    """What the sheet would change; an empty value says nothing. Raises Invalid where a column is missing."""
    name_at, value_at = _place(sheet, NAME), _place(sheet, VALUE)
    changes: dict[str, Change] = {}
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for line in sheet.lines:
        name, typed = line.cells[name_at].strip(), line.cells[value_at].strip()
        words = _fault(line, name, typed, known, seen, place=value_at)
        if words is not None:
            faults.append(Fault(line.number, name[:64], words))
        elif typed and (change := changed(known, values, name, typed)) is not None:
            changes[name] = change
        seen.setdefault(name, line.number)
    return Trial(tuple(changes.values()), tuple(faults), len(sheet.lines) - len(changes) - len(faults))


def changed(known: Known, values: Values, name: str, typed: str) -> Change | None:
    """What a typed value would change; nothing where it holds already. Raises Invalid for one that does not fit."""
    one = known[name]
    typed = CLAIMS.get(typed, typed) if isinstance(one.kind, Claim) else typed
    after = one.kind.read(typed)
    if after == values[name]:
        return None
    return Change(name, one.title, typed, told(values[name]), told(after))


def _fault(
    line: Line, name: str, typed: str, known: Known, seen: Mapping[str, int], *, place: int
) -> Text | None:
    if name not in known:
        return Text("没有这项设置。", "There is no such setting.")
    if name in seen:
        return Text(f"与第 {seen[name]} 行重复。", f"The same as row {seen[name]}.")
    if place in line.faults:
        return line.faults[place]
    try:
        known[name].kind.read(CLAIMS.get(typed, typed) if isinstance(known[name].kind, Claim) else typed)
    except Invalid as error:
        if typed:
            return Text(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}")
    return None


def _place(sheet: Sheet, heading: Text) -> int:
    for place, words in enumerate(sheet.headings):
        if words.strip().casefold() in {heading.zh, heading.en.casefold()}:
            return place
    raise Invalid(
        Text(f"表格里没有“{heading.zh}”这一列。", f"The sheet has no column “{heading.en}”."),
        remedy=Text(
            "请先导出设置，改好“值”一列再上传。", "Export the settings, change the values, upload it."
        ),
        place="file",
    )

"""A property as it is typed on the property sheet, and what of it a definition says; pure.

What was not changed on the sheet is not touched in the body, however it is written there.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel.designs.called import refuse_nameless
from kernel.designs.lines import rows_in
from kernel.designs.properties import Entry, Property, has_rows, inner_of
from kernel.designs.ruling import Slip
from kernel.differences import MISSING
from kernel.errors import Invalid
from kernel.posted import Posted
from kernel.reading import CONTROL
from kernel.text import Text

Typed = Any
"""A text; for `PAIR` {zh, en}; for `FLAG` a truth; for `WORDS` a list; for rows a list of mappings by the inner keys."""


Rule = Callable[[Posted, str], "str | Slip | None"]
"""What a page posts as a rule under a name; None when it posts plain text."""

PREFIX = "p."
LONGEST, MOST_ROWS, MOST_OPTIONS = 4_000, 500, 5_000
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,12})?")
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
DIGITS = 15
BLANK: dict[str, str] = {"zh": "", "en": ""}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says of a node: the changes that can be taken, what cannot, and everything as it was typed."""

    changes: Mapping[str, Any]
    faults: Mapping[str, Text]
    """What is wrong, by the names of the inputs."""
    typed: Mapping[str, Typed]


def typed_of(one: Property, value: Any) -> Typed:
    """A value of the definition as the sheet shows it; MISSING when the definition does not say."""
    if value is MISSING or value is None:
        value = one.default
    match one.entry:
        case Entry.PAIR:
            return _pair(value)
        case Entry.FLAG:
            return value is True
        case Entry.WORDS:
            return [str(item) for item in value] if isinstance(value, list | tuple) else []
        case Entry.LIST:
            return "\n".join(str(item) for item in value) if isinstance(value, list | tuple) else ""
        case Entry.ROWS | Entry.OPTIONS:
            return [_row(one, row) for row in value] if isinstance(value, list) else []
        case Entry.COLUMNS:
            return None
        case _:
            return "" if value is None else str(value)


def _pair(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {language: str(value.get(language) or "") for language in BLANK}
    return {**BLANK, "zh": "" if value is None else str(value)}


def _row(one: Property, row: Any) -> dict[str, Typed]:
    held = row if isinstance(row, Mapping) else {}
    return {inner.key: typed_of(inner, held.get(inner.key, MISSING)) for inner in inner_of(one)}


def sheet_posted(
    properties: Sequence[Property], node: Mapping[str, Any], posted: Posted, *, rule: Rule
) -> Sheet:
    """What the page posted for those of the properties that it says it has."""
    has = set(posted.getlist("_has"))
    changes: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    typed: dict[str, Typed] = {}
    for one in properties:
        if one.key not in has or one.entry is Entry.COLUMNS:
            continue
        value = node.get(one.key, MISSING)
        typed[one.key] = given = _given(one, posted, f"{PREFIX}{one.key}", rule)
        if given == typed_of(one, value):
            continue
        wrong: dict[str, Text] = {}
        found = _value(one, given, value, f"{PREFIX}{one.key}", wrong)
        if wrong:
            faults |= wrong
        else:
            changes[one.key] = found
    return Sheet(changes, faults, typed)


def _given(one: Property, posted: Posted, name: str, rule: Rule) -> Typed:
    """What was posted under the name, in the shape of `typed_of`."""
    match one.entry:
        case Entry.PAIR:
            return {language: _text(posted, f"{name}.{language}") for language in BLANK}
        case Entry.FLAG:
            return bool(posted.getlist(name))
        case Entry.WORDS:
            known = [word for word in posted.getlist(name) if word in one.words]
            return list(dict.fromkeys(known))
        case Entry.ROWS | Entry.OPTIONS:
            return _rows(one, posted, name, rule)
        case Entry.RULE:
            found = rule(posted, name)
            return _text(posted, name) if found is None else found
        case Entry.LIST:
            lines = [line.strip() for line in _text(posted, name).split("\n")]
            return "\n".join(line for line in lines if line)
        case _:
            return _text(posted, name)


def _text(posted: Posted, name: str) -> str:
    found = posted.getlist(name)
    return str(found[0]).replace("\r\n", "\n").replace("\r", "\n").strip() if found else ""


def _rows(one: Property, posted: Posted, name: str, rule: Rule) -> list[dict[str, Typed]]:
    """The rows in the order of their numbers, those that were left empty left out; options may come as lines."""
    numbered = re.compile(rf"{re.escape(name)}\.([0-9]{{1,4}})\.")
    numbers = sorted({int(match[1]) for key in posted if (match := numbered.match(key))})
    found = [
        {inner.key: _given(inner, posted, f"{name}.{number}.{inner.key}", rule) for inner in inner_of(one)}
        for number in numbers
    ]
    blank = _row(one, {})
    rows = [row for row in found if row != blank]
    if one.entry is Entry.ROWS:
        return rows
    # a page that was saved but not drawn anew posts its lines once more
    held = set(map(_mark, rows))
    return [*rows, *(row for row in rows_in(_text(posted, f"{name}-lines"), one) if _mark(row) not in held)]


def _value(one: Property, typed: Typed, before: Any, name: str, faults: dict[str, Text]) -> Any:
    """What the definition says for what was typed; MISSING when it need not say anything."""
    if has_rows(one):
        most = MOST_ROWS if one.entry is Entry.ROWS else MOST_OPTIONS
        if len(typed) > most:
            faults[name] = _too_many(len(typed), most)
            return MISSING
        return _rows_value(one, typed, before, name, faults) or MISSING
    if one.entry is Entry.FLAG:
        return True if typed else MISSING
    if one.entry is Entry.WORDS:
        return typed or MISSING
    try:
        if isinstance(typed, Slip):
            raise typed.error
        _refuse_unfit(typed)
        return _plain_value(one, typed)
    except Invalid as error:
        faults[name] = sentence(error)
        return MISSING


def _rows_value(
    one: Property, typed: list[dict[str, Typed]], before: Any, name: str, faults: dict[str, Text]
) -> list[dict[str, Any]]:
    """Each row as it was, where one says the same; else what was typed over the row that stood there."""
    rows = [row for row in before if isinstance(row, Mapping)] if isinstance(before, list) else []
    shown = [_mark(_row(one, row)) for row in rows]
    places = {mark: place for place, mark in reversed([*enumerate(shown)])}
    stays = set(map(_mark, typed))
    found = []
    for number, row in enumerate(typed):
        if (place := places.get(_mark(row))) is not None:
            found.append(deepcopy(dict(rows[place])))
            continue
        ground = dict(rows[number]) if number < len(rows) and shown[number] not in stays else {}
        for inner in inner_of(one):
            old = ground.get(inner.key, MISSING)
            if row[inner.key] == typed_of(inner, old):
                continue
            value = _value(inner, row[inner.key], old, f"{name}.{number}.{inner.key}", faults)
            if value is MISSING:
                ground.pop(inner.key, None)
            else:
                ground[inner.key] = value
        found.append(ground)
    return found


def _mark(row: Mapping[str, Typed]) -> str:
    """The same for rows that say the same: thousands of them are not compared one by one."""
    return repr(sorted(row.items()))


def _too_many(count: int, most: int) -> Text:
    return Text(
        f"有 {count} 行，最多 {most} 行；选项更多时请用选项登记册。",
        f"There are {count} rows, at most {most}; use an option register for more options.",
    )


def sentence(error: Invalid) -> Text:
    """What is wrong and what to do about it."""
    return Text(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}")


def _refuse_unfit(typed: Typed) -> None:
    texts = typed.values() if isinstance(typed, dict) else [typed]
    for text in texts:
        if len(text) > LONGEST or CONTROL.search(text):
            raise Invalid(
                Text(
                    f"超过 {LONGEST} 字，或含有控制字符。",
                    f"Longer than {LONGEST} characters, or with control characters.",
                ),
                remedy=Text("请缩短，或重新输入。", "Shorten it, or type it anew."),
            )


def _plain_value(one: Property, typed: Typed) -> Any:
    if one.entry is Entry.PAIR:
        refuse_nameless(one, typed)
        if not typed["en"] or not typed["zh"]:
            return typed["zh"] or typed["en"] or MISSING
        return dict(typed)
    if typed == "":
        return MISSING
    match one.entry:
        case Entry.WHOLE:
            return _whole(one, typed)
        case Entry.NUMBER:
            return _matching(
                NUMBER.fullmatch(typed) is not None,
                typed,
                Text("12 或 0.5 这样的数字", "a number like 12 or 0.5"),
            )
        case Entry.DAY:
            return _matching(_is_day(typed), typed, Text("2026-03-10 这样的日期", "a day like 2026-03-10"))
        case Entry.MONTH:
            return _matching(
                MONTH.fullmatch(typed) is not None, typed, Text("2026-03 这样的年月", "a month like 2026-03")
            )
        case Entry.WORD:
            return _matching(typed in one.words, typed, Text("列出的一项", "one of those listed"))
        case Entry.LIST:
            return list(dict.fromkeys(typed.split("\n")))
        case _:
            return typed


def _whole(one: Property, typed: str) -> int:
    digits = typed.removeprefix("-")
    number = int(typed) if digits.isascii() and digits.isdigit() and len(digits) <= DIGITS else None
    fits = number is not None and one.least <= number <= one.most
    wanted = Text(f"{one.least} 到 {one.most} 的整数", f"a whole number from {one.least} to {one.most}")
    _matching(fits, typed, wanted)
    return number or 0


def _is_day(typed: str) -> bool:
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def _matching(fits: bool, typed: str, wanted: Text) -> str:
    if fits:
        return typed
    shown = typed[:40]
    raise Invalid(
        Text(f"“{shown}”用不了。", f"“{shown}” will not do."),
        remedy=Text(f"请填{wanted.zh}。", f"Give {wanted.en}."),
    )

"""From a body to a certificate type, and from a part of any definition to a window; pure."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from addons.certificates.definition import Appointment, Category, CertificateType, Photo, Validity
from addons.certificates.numbers import pattern_fault
from addons.certificates.windows import Anchor, Missed, Span, Unit, Window
from addons.certificates.words import Operation, State
from kernel.expressions import FUNCTIONS, Function
from kernel.kinds import Problem
from kernel.reading import Reader, refuse_any
from kernel.text import Text

Word = TypeVar("Word", bound=StrEnum)
SPAN = re.compile(r"([+-]?[0-9]{1,4}) (month|day|working day|working_day)s?")
UNITS = {
    "month": Unit.MONTHS,
    "day": Unit.DAYS,
    "working day": Unit.WORKING_DAYS,
    "working_day": Unit.WORKING_DAYS,
}
FARTHEST = {Unit.MONTHS: 1_200, Unit.DAYS: 5_000, Unit.WORKING_DAYS: 5_000}
VALUE = re.compile(r"[a-z][a-z0-9_]{0,63}")
CODE = re.compile(r"[0-9A-Z]{1,40}")
MOST_YEARS = 100
MOST_PIXELS = 5_000
MOST_KB = 10_000


class Format(StrEnum):
    JPEG = "jpeg"
    PNG = "png"


def read_type(body: Mapping[str, Any]) -> CertificateType:
    """The type that a body says, or a refusal with everything that cannot be read."""
    found, problems = examined(body)
    refuse_any(problems, Text("证书类型定义有误。", "The definition of the certificate type is wrong."))
    return found


def examined(
    body: Mapping[str, Any], *, functions: Mapping[str, Function] = FUNCTIONS
) -> tuple[CertificateType, list[Problem]]:
    """The type as far as it can be read, and every problem."""
    problems: list[Problem] = []
    root = Reader(body, problems, functions=functions)
    appointments = tuple(_appointment(one) for one in root.children("appointments"))
    found = CertificateType(
        title=root.title(),
        help=root.words("help"),
        printed=root.words("printed"),
        family=root.text("family"),
        licence_type=_coded(root, "licence_type"),
        number=_number(root),
        appointments=appointments,
        categories=_categories(root, {one.value for one in appointments}),
        states=_codes(root, "states", State),
        operations=_codes(root, "operations", Operation),
        validity=_validity(root),
        photo=_photo(root),
    )
    _refuse_twice(root, "appointments", [one.value for one in found.appointments])
    _refuse_twice(root, "categories", [one.value for one in found.categories])
    root.finish()
    return found, problems


def read_window(reader: Reader, key: str = "window") -> Window | None:
    """The window under the key of a definition, such as {from: -3 months, to: 0 days, of: expiry}, if any."""
    if not reader.has(key):
        return None
    node = reader.child(key)
    window = Window(
        opens=_span(node, "from"),
        closes=_span(node, "to"),
        of=node.member("of", Anchor, default=Anchor.EXPIRY) or Anchor.EXPIRY,
        missed=node.member("missed", Missed, default=Missed.REFUSE) or Missed.REFUSE,
        value=_value(node),
    )
    if not node.has("from") and not node.has("to"):
        node.refuse(
            "",
            Text("这个时间窗没有起止。", "This window has neither beginning nor end."),
            Text("请写 from 或 to，如 from: -3 months。", "Write `from` or `to`, such as from: -3 months."),
        )
    if window.opens and window.closes and _inverted(window.opens, window.closes):
        node.refuse(
            "to",
            Text("时间窗先截止后开始。", "The window closes before it opens."),
            Text("请核对 from 与 to。", "Compare `from` and `to`."),
        )
    node.finish()
    return window


def _span(node: Reader, key: str) -> Span | None:
    if not node.has(key):
        return None
    source = node.text(key)
    found = SPAN.fullmatch(source)
    unit = UNITS[found[2]] if found else Unit.DAYS
    if found and abs(int(found[1])) <= FARTHEST[unit]:
        return Span(int(found[1]), unit)
    if source:
        node.refuse(
            key,
            Text(f"“{source}”不是时间跨度。", f"“{source}” is no span of time."),
            Text(
                "请写数目和单位，如 -3 months、0 days、5 working_days。",
                "Write number and unit, such as -3 months, 0 days, 5 working_days.",
            ),
        )
    return None


def _inverted(opens: Span, closes: Span) -> bool:
    """Surely so: spans of two units are compared only by their sides of the anchor."""
    if opens.unit is closes.unit:
        return opens.n > closes.n
    return opens.n > 0 > closes.n


def _value(node: Reader) -> str:
    value = node.text("value", default="today")
    if value and not VALUE.fullmatch(value):
        node.refuse(
            "value",
            Text(f"“{value}”不是日期的名称。", f"“{value}” is no name of a date."),
            Text("请写 today 或一个事实的名称。", "Write today or the name of a fact."),
        )
    return value


def _number(root: Reader) -> str:
    pattern = root.text("number")
    if pattern and (fault := pattern_fault(pattern)):
        root.refuse("number", *fault)
    return pattern


def _appointment(node: Reader) -> Appointment:
    found = Appointment(_coded(node, "value"), node.title())
    node.finish()
    return found


def _categories(root: Reader, appointments: set[str]) -> tuple[Category, ...]:
    found = []
    for node in root.some("categories"):
        category = Category(
            value=_coded(node, "value"),
            title=node.title(),
            appointments=node.texts("appointments"),
            legacy=node.flag("legacy"),
            printed=node.words("printed"),
        )
        for one in category.appointments:
            if one not in appointments:
                node.refuse(
                    "appointments",
                    Text(f"没有职务“{one}”。", f"There is no appointment “{one}”."),
                    Text("请先在 appointments 里写出它。", "Write it under `appointments` first."),
                )
        node.finish()
        found.append(category)
    return tuple(found)


def _coded(node: Reader, key: str) -> str:
    code = node.text(key)
    if code and not CODE.fullmatch(code):
        node.refuse(
            key,
            Text(f"“{code}”不能用作代码。", f"“{code}” cannot be a code."),
            Text("请用大写字母和数字，至多 40 个。", "Use capitals and digits, 40 at most."),
        )
    return code


def _codes(root: Reader, key: str, words: type[Word]) -> Mapping[Word, str]:
    inner = root.child(key)
    found = {word: _coded(inner, word) for word in words if inner.has(word)}
    inner.finish()
    _refuse_twice(root, key, list(found.values()))
    return MappingProxyType(found)


def _validity(root: Reader) -> Validity | None:
    if not root.has("validity"):
        return None
    inner = root.child("validity")
    if not inner.has("years"):
        inner.text("years")
    years = inner.whole("years", least=1, most=MOST_YEARS)
    inner.finish()
    return Validity(years) if years else None


def _photo(root: Reader) -> Photo | None:
    if not root.has("photo"):
        return None
    inner = root.child("photo")
    found = Photo(
        width=inner.whole("width", default=295, least=1, most=MOST_PIXELS) or 1,
        height=inner.whole("height", default=413, least=1, most=MOST_PIXELS) or 1,
        most_kb=inner.whole("most_kb", default=50, least=1, most=MOST_KB) or 1,
        formats=inner.members("formats", Format) or (Format.JPEG,),
        background=inner.text("background", default="white"),
    )
    inner.finish()
    return found


def _refuse_twice(root: Reader, key: str, values: list[str]) -> None:
    for twice in sorted({one for one in values if one and values.count(one) > 1}):
        root.refuse(
            key,
            Text(f"“{twice}”写了两次。", f"“{twice}” is there twice."),
            Text("请只写一次。", "Keep one of them."),
        )

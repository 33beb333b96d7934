"""What is asked of a register: words, filters, an order, a page, columns; as an address writes it and back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kernel.errors import Invalid
from kernel.text import Text
from kernel.web.registers.columns import Column
from kernel.web.registers.filters import Between, Choices, Filter

Pairs = list[tuple[str, str]]
SEALED, WORDS, ORDER, PAGE, COLUMNS = "s", "q", "order", "page", "cols"
FROM, TO, HAS = ".from", ".to", ".has"
RELATIVE = re.compile(r"today(?:([+-])([0-9]{1,4}))?")
LONGEST = 100
"""Characters of the words searched for, or of one value of a filter."""
MOST = 60
"""Values of one filter, and the digits that a page number may have stay below."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; a value that cannot be meant was refused before."""

    words: str = ""
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    page: int = 1
    columns: tuple[str, ...] = ()

    def on(self, page: int) -> "Question":
        """The same on another page of the list."""
        return replace(self, page=page)

    def by(self, order: str) -> "Question":
        """The same in another order, from its first page."""
        return replace(self, order=order, page=1)

    def without(self, argument: str, value: str = "") -> "Question":
        """The same without one value of a filter, or without the whole argument."""
        kept = tuple(one for one in self.given.get(argument, ()) if value and one != value)
        given = {name: values for name, values in self.given.items() if name != argument}
        return replace(self, given=given | ({argument: kept} if kept else {}), page=1)

    def bare(self) -> "Question":
        """Nothing asked for but the columns and the order."""
        return replace(self, words="", given={}, page=1)

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than the whole register."""
        return bool(self.words or self.given)

    def pairs(self) -> Pairs:
        """The arguments of an address that ask the same, but for the words: those are sealed by the page."""
        found: Pairs = [(name, value) for name, values in self.given.items() for value in values]
        if self.order:
            found.append((ORDER, self.order))
        if self.columns:
            found.append((COLUMNS, ",".join(self.columns)))
        if self.page > 1:
            found.append((PAGE, str(self.page)))
        return found


def asked(
    columns: Sequence[Column], filters: Sequence[Filter], arguments: Iterable[tuple[str, str]]
) -> Question:
    """The question that these arguments ask; arguments of nobody's are left aside."""
    known = {argument: one for one in filters for argument in arguments_of(one)}
    given: dict[str, tuple[str, ...]] = {}
    rest: dict[str, str] = {}
    for name, typed in arguments:
        value = typed.strip()
        if name in known:
            if value:
                _refuse_long(name, value, given.get(name, ()))
                given[name] = _one_of_each(known[name], given.get(name, ()), value)
        else:
            rest[name] = f"{rest[name]},{value}" if name == COLUMNS and name in rest else value
    for name, one in known.items():
        if isinstance(one, Between) and name in given:
            _refuse_no_limit(name, given[name][0])
    _refuse_long(WORDS, rest.get(WORDS, ""), ())
    return Question(
        words=rest.get(WORDS, ""),
        given=given,
        order=_order(columns, rest.get(ORDER, "")),
        page=_page(rest.get(PAGE, "")),
        columns=_columns(columns, rest.get(COLUMNS, "")),
    )


def arguments_of(one: Filter) -> tuple[str, ...]:
    """The arguments by which a filter is given in an address."""
    if isinstance(one, Choices):
        return (one.name,)
    return (one.name + FROM, one.name + TO) if isinstance(one, Between) else (one.name + HAS,)


def day_of(value: str, today: date) -> date | None:
    """The day that the words mean, reckoned from today; none when they mean no day."""
    if found := RELATIVE.fullmatch(value):
        sign, days = found.groups()
        return today + timedelta(days=int(days or 0) * (-1 if sign == "-" else 1))
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def number_of(value: str) -> int | None:
    """The number that the words mean; none when they mean none that a row could have."""
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(2**31)) else None


def _one_of_each(one: Filter, before: tuple[str, ...], value: str) -> tuple[str, ...]:
    if not isinstance(one, Choices):
        return (value,)
    return before if value in before else (*before, value)


def _refuse_long(name: str, value: str, before: tuple[str, ...]) -> None:
    if len(value) > LONGEST or len(before) >= MOST:
        raise Invalid(
            Text("筛选条件太长。", "The condition is too long."),
            remedy=Text(
                f"每个条件最多 {LONGEST} 个字、{MOST} 项。",
                f"At most {LONGEST} characters and {MOST} choices each.",
            ),
            place=name,
        )


def _refuse_no_limit(name: str, value: str) -> None:
    if number_of(value) is None and day_of(value, date(2000, 1, 1)) is None:
        raise Invalid(
            Text(f"“{value}”不是日期或数字。", f"“{value}” is neither a day nor a number."),
            remedy=Text(
                "日期请写成 2026-03-10，或 today、today+90。",
                "Write a day as 2026-03-10, or today, today+90.",
            ),
            place=name,
        )


def _order(columns: Sequence[Column], value: str) -> str:
    name = value.removeprefix("-")
    if value and not any(one.name == name and one.sortable for one in columns):
        raise Invalid(
            Text(f"不能按“{name[:40]}”排序。", f"There is no order by “{name[:40]}”."),
            remedy=Text("请点列表的列名排序。", "Sort by the heading of a column."),
            place=ORDER,
        )
    return value


def _page(value: str) -> int:
    number = number_of(value) if value else 1
    if number is None or number < 1:
        raise Invalid(
            Text(f"“{value[:40]}”不是页码。", f"“{value[:40]}” is no page of a list."),
            remedy=Text("请用从 1 起的整数。", "Use a whole number from 1."),
            place=PAGE,
        )
    return number


def _columns(columns: Sequence[Column], value: str) -> tuple[str, ...]:
    wanted = value.split(",") if value else []
    # in the order of the register; a column that is gone since it was saved is left out
    return tuple(one.name for one in columns if one.name in wanted)

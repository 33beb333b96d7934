"""Rows written as an expression of the language of rules."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kernel.conditions.rows import FITS, LISTED, OTHERS, WITHOUT_VALUE, Group, Join, Op, Row
from kernel.conditions.subjects import ConditionError, Sort, Subject
from kernel.text import Text

SHOWN = 40
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
SIGN: Mapping[Op, str] = {
    Op.IS: "==",
    Op.IS_NOT: "!=",
    Op.OVER: ">",
    Op.AT_LEAST: ">=",
    Op.UNDER: "<",
    Op.AT_MOST: "<=",
    Op.SAME: "==",
    Op.DIFFERS: "!=",
    Op.OVER_OTHER: ">",
    Op.AT_LEAST_OTHER: ">=",
    Op.UNDER_OTHER: "<",
    Op.AT_MOST_OTHER: "<=",
    Op.ONE_OF: "in",
    Op.NONE_OF: "not in",
}
YES, NO = ("yes", "是", "true", "True"), ("no", "否", "false", "False")


def text_of(join: Join, groups: Sequence[Group], subjects: Mapping[str, Subject]) -> str:
    """The expression of the rows; nothing when there is no row. Refused: a row that says nothing sensible."""
    inner, outer = (" and ", " or ") if join is Join.ALL else (" or ", " and ")
    written = [[claim(row, subjects) for row in group] for group in groups if group]
    if len(written) == 1:
        return inner.join(written[0])
    return outer.join(f"({inner.join(rows)})" if len(rows) > 1 else rows[0] for rows in written)


def claim(row: Row, subjects: Mapping[str, Subject]) -> str:
    """One row as an expression."""
    subject = subjects.get(row.field)
    if subject is None:
        raise _refused(
            Text(f"没有名为“{_short(row.field)}”的字段。", f"There is no field “{_short(row.field)}”."),
            Text("请重新选择字段。", "Choose the field again."),
        )
    if subject.sort not in FITS[row.op]:
        raise _refused(
            Text(
                f"“{subject.title.zh}”不能这样比较。", f"“{subject.title.en}” cannot be compared like this."
            ),
            Text("请换一种比较。", "Choose another comparison."),
        )
    if not row.value.strip() and row.op not in WITHOUT_VALUE:
        raise _refused(
            Text(f"“{subject.title.zh}”这一条没有填值。", f"The row on “{subject.title.en}” has no value."),
            Text("请填上要比较的值，或删去这一条。", "Fill in the value to compare with, or remove the row."),
        )
    return _claimed(row, subject, subjects)


def _claimed(row: Row, subject: Subject, subjects: Mapping[str, Subject]) -> str:
    name, value = subject.name, row.value.strip()
    match row.op:
        case Op.FILLED:
            return f"not is_empty({name})"
        case Op.EMPTY:
            return f"is_empty({name})"
        case Op.ONE_OF | Op.NONE_OF:
            members = ", ".join(_literal(one, subject) for one in _several(value))
            return f"{name} {SIGN[row.op]} [{members}]"
        case Op.CONTAINS | Op.STARTS | Op.ENDS:
            return f"{row.op}({name}, {_quoted(value)})"
        case Op.LACKS:
            return f"not contains({name}, {_quoted(value)})"
        case Op.HAS | Op.HAS_NOT:
            return f"{_quoted(subject.value_of(value))} {'in' if row.op is Op.HAS else 'not in'} {name}"
        case Op.COUNT_AT_LEAST | Op.COUNT_AT_MOST:
            return f"len({name}) {'>=' if row.op is Op.COUNT_AT_LEAST else '<='} {_number(value)}"
    right = _other(value, subject, subjects) if row.op in OTHERS else _literal(value, subject)
    return f"{name} {SIGN[row.op]} {right}"


def _several(value: str) -> list[str]:
    found = [one.strip() for one in re.split(f"[{LISTED}]", value)]
    return [one for one in found if one]


def _literal(value: str, subject: Subject) -> str:
    match subject.sort:
        case Sort.NUMBER:
            return _number(value)
        case Sort.DATE:
            return f'date("{_day(value)}")'
        case Sort.TRUTH:
            return _truth(value)
    return _quoted(subject.value_of(value))


def _other(value: str, subject: Subject, subjects: Mapping[str, Subject]) -> str:
    """The name of the other field, which may be given by its title."""
    titled = [one.name for one in subjects.values() if value in (one.title.zh, one.title.en)]
    name = value if value in subjects else (titled[0] if len(titled) == 1 else "")
    if not name or subjects[name].sort is not subject.sort:
        raise _refused(
            Text(
                f"“{_short(value)}”不是可以与之比较的字段。",
                f"“{_short(value)}” is no field to compare with.",
            ),
            Text(
                "请填另一字段的名称或标签，两者种类须相同。",
                "Give the name or label of a field of the same kind.",
            ),
        )
    return name


def _number(value: str) -> str:
    if NUMBER.fullmatch(value):
        return value
    raise _refused(
        Text(f"“{_short(value)}”不是数字。", f"“{_short(value)}” is not a number."),
        Text("请填 12 或 0.5 这样的数字。", "Write a number like 12 or 0.5."),
    )


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise _refused(
            Text(f"“{_short(value)}”不是日期。", f"“{_short(value)}” is not a day."),
            Text("请按 2026-03-10 的样子填写。", "Write it like 2026-03-10."),
        ) from None


def _truth(value: str) -> str:
    if value in YES or value in NO:
        return str(value in YES)
    raise _refused(
        Text(f"“{_short(value)}”不是“是”或“否”。", f"“{_short(value)}” is neither yes nor no."),
        Text("请选“是”或“否”。", "Choose yes or no."),
    )


def _quoted(value: str) -> str:
    sign = "'" if '"' in value else '"'
    if sign in value or "\\" in value or "\n" in value:
        raise _refused(
            Text("值里有规则不能写的符号。", "The value has signs that no rule can hold."),
            Text(
                "请去掉反斜杠、换行，引号只留一种。",
                "Drop backslashes and line ends; keep one kind of quotes.",
            ),
        )
    return f"{sign}{value}{sign}"


def _short(value: str) -> str:
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"


def _refused(what: Text, remedy: Text) -> ConditionError:
    return ConditionError(what, remedy=remedy)

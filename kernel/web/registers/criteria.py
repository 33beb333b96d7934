"""The criteria of SQL that a question means."""

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Date, DateTime, or_

from kernel.clock import LOCAL
from kernel.columns import UtcDateTime
from kernel.errors import Invalid
from kernel.text import Text
from kernel.web.registers.columns import Words
from kernel.web.registers.filters import Between, Choices, Contains, Filter
from kernel.web.registers.question import FROM, HAS, TO, Question, day_of, number_of
from kernel.web.registers.reader import Reader

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

Criteria = list[ColumnElement[bool]]


def criteria_of(view: "type[RegisterView]", reader: Reader, question: Question) -> Criteria:
    """What the rows asked for fulfil, all of it together."""
    found: Criteria = []
    for one in view.filters if question.given else ():
        found += _of_filter(view, one, reader, question)
    if question.words and view.search is not None:
        found.append(view.search(question.words, reader))
    return found


def words_for(view: "type[RegisterView]", one: Choices, reader: Reader) -> Words:
    """The choices of a filter with their words."""
    if callable(one.words):
        return one.words(reader)
    return one.words if one.words is not None else (view.column(one.name).words or {})


def _of_filter(view: "type[RegisterView]", one: Filter, reader: Reader, question: Question) -> Criteria:
    if isinstance(one, Choices):
        values = question.given.get(one.name, ())
        return [_chosen(view, one, reader, values)] if values else []
    sql = _sql(view, one)
    if isinstance(one, Contains):
        values = question.given.get(one.name + HAS, ())
        return [sql.contains(value, autoescape=True) for value in values]
    return _spanned(one, sql, reader, question)


def _chosen(
    view: "type[RegisterView]", one: Choices, reader: Reader, values: tuple[str, ...]
) -> ColumnElement[bool]:
    known = words_for(view, one, reader)
    for value in values:
        if value not in known:
            raise Invalid(
                Text(f"“{value}”不是可选的条件。", f"“{value}” is none of the choices."),
                remedy=Text("请从条件里选择。", "Choose one of those offered."),
                place=one.name,
            )
    if one.criterion is not None:
        return or_(*(one.criterion(value, reader) for value in values))
    sql = _sql(view, one)
    kind = sql.type.python_type
    return sql.in_([_typed(kind, value) for value in values])


def _typed(kind: type[Any], value: str) -> Any:
    if kind is bool:
        return value in {"1", "true", "yes"}
    return int(value) if kind is int else value


def _spanned(one: Between, sql: ColumnElement[Any], reader: Reader, question: Question) -> Criteria:
    found: Criteria = []
    for ending in (FROM, TO):
        for value in question.given.get(one.name + ending, ()):
            limit = _limit(sql, value, reader, past=ending == TO, place=one.name + ending)
            if ending == FROM:
                found.append(sql >= limit)
            else:
                found.append(sql < limit if _is_moment(sql) else sql <= limit)
    return found


def _limit(sql: ColumnElement[Any], value: str, reader: Reader, *, past: bool, place: str) -> Any:
    if not (_is_moment(sql) or isinstance(sql.type, Date)):
        number = number_of(value)
        if number is not None:
            return number
    elif (day := day_of(value, reader.today)) is not None:
        if not _is_moment(sql):
            return day
        start = datetime.combine(day + timedelta(days=1) if past else day, time(), LOCAL).astimezone(UTC)
        return start if isinstance(sql.type, UtcDateTime) else start.replace(tzinfo=None)
    raise Invalid(
        Text(f"“{value}”不能用在这个条件里。", f"“{value}” does not fit this condition."),
        remedy=Text("日期请写成 2026-03-10，数字用整数。", "Write a day as 2026-03-10, a number in digits."),
        place=place,
    )


def _is_moment(sql: ColumnElement[Any]) -> bool:
    return isinstance(sql.type, DateTime | UtcDateTime)


def _sql(view: "type[RegisterView]", one: Filter) -> ColumnElement[Any]:
    found: ColumnElement[Any] = one.sql if one.sql is not None else view.column(one.name).sql
    return found

"""Reads of a register: the rows asked for, how many there are, one row; each narrowed to the reader's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, func, select, true

from kernel.access import scoped
from kernel.errors import NotFound
from kernel.text import Text
from kernel.web.inputs import number_in
from kernel.web.registers.columns import Column
from kernel.web.registers.criteria import criteria_of
from kernel.web.registers.question import Question
from kernel.web.registers.reader import Reader
from kernel.web.registers.reads import read_rows

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

View = type["RegisterView"]
LIST, EXPORT = "can_list", "can_export"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows answer the question, how many there are in reach, and how many each standing view has."""

    found: int
    all: int
    standing: Mapping[str, int]


def rows_of(
    view: View, reader: Reader, question: Question, columns: Sequence[Column], *, size: int
) -> Sequence[Sequence[Any]]:
    """One page of the rows asked for: the key, then a value for each column."""

    def statement() -> Select[Any]:
        read = _ordered(view, reader, question, _read(view, reader, question, columns, LIST))
        return read.limit(size).offset((question.page - 1) * size)

    return read_rows(
        reader.session, _made_of(view, reader, question, tuple(one.name for one in columns), size), statement
    )


def every_row(
    view: View,
    reader: Reader,
    question: Question,
    columns: Sequence[Column],
    *,
    among: Sequence[int] = (),
) -> Iterator[Row[Any]]:
    """All rows asked for that the reader may export, some at a time; of those with these keys if any are given."""
    statement = _ordered(view, reader, question, _read(view, reader, question, columns, EXPORT))
    if among:
        statement = statement.where(_key(view).in_(among))
    options = {"yield_per": BATCH}
    yield from reader.session.execute(statement, execution_options=options)


def exportable(view: View, reader: Reader, question: Question, *, among: Sequence[int] = ()) -> int:
    """How many rows an export of the question would have."""
    statement = _read(view, reader, question, (), EXPORT)
    if among:
        statement = statement.where(_key(view).in_(among))
    return reader.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def count_of(view: View, reader: Reader, question: Question) -> int:
    """How many rows answer the question."""

    def statement() -> Select[Any]:
        counted = _narrowed(view, reader, select(func.count()), LIST)
        return counted.where(*criteria_of(view, reader, question))

    ((count,),) = read_rows(reader.session, _made_of(view, reader, question.on(1), "count"), statement)
    return int(count)


def counts_of(view: View, reader: Reader, question: Question) -> Counts:
    """Every number that stands on the page, in one statement."""

    def statement() -> Select[Any]:
        asked = [*(view.asked_by(one) for one in view.views), question]
        narrowed = [and_(true(), *criteria_of(view, reader, one)) for one in asked]
        numbers = [func.count().filter(criterion) for criterion in narrowed]
        return _narrowed(view, reader, select(func.count(), *numbers), LIST)

    made_of = _made_of(view, reader, question.on(1), "counts")
    ((total, *standing, found),) = read_rows(reader.session, made_of, statement)
    names = (one.name for one in view.views)
    return Counts(found, total, dict(zip(names, standing, strict=True)))


def _made_of(view: View, reader: Reader, question: Question, *more: Any) -> Any:
    """Everything that the statement of a question depends on."""
    asked = (tuple(question.pairs()), question.words)
    return (view, reader.actor, reader.rules, reader.today, reader.locale, asked, *more)


def row_of(
    view: View, reader: Reader, pk: str | int, columns: Sequence[Column], *, permission: str = LIST
) -> Row[Any]:
    """The row of that key; somebody else's is refused as one that is not there."""
    key = _key(view)
    # an address says it in letters; PostgreSQL compares no number with letters
    value = number_in(str(pk)) if isinstance(key.type, Integer) else pk
    statement = _narrowed(view, reader, _select(view, reader, columns), permission)
    found = None if value is None else reader.session.execute(statement.where(key == value)).one_or_none()
    if found is None:
        raise NotFound(
            Text(f"没有这条{view.title.zh}记录。", f"There is no such row of {view.title.en}."),
            remedy=Text(
                "它可能不在您的范围内；请从列表打开。", "It may be out of your reach; open it from the list."
            ),
            place=view.name,
        )
    return found


def _read(
    view: View, reader: Reader, question: Question, columns: Sequence[Column], permission: str
) -> Select[Any]:
    statement = _narrowed(view, reader, _select(view, reader, columns), permission)
    criteria = criteria_of(view, reader, question)
    return statement.where(*criteria) if criteria else statement


def _select(view: View, reader: Reader, columns: Sequence[Column]) -> Select[Any]:
    return select(_key(view), *(said_sql(one, reader.locale) for one in columns))


def said_sql(column: Column, locale: str) -> ColumnElement[Any]:
    """The expression of a column in a language."""
    found: ColumnElement[Any] = column.sql
    if column.english is not None and locale.startswith("en"):
        return func.coalesce(func.nullif(column.english, ""), found)
    return found


def _narrowed(view: View, reader: Reader, statement: Any, permission: str) -> Select[Any]:
    model = view.datamodel.obj
    statement = statement.select_from(model)
    for one in view.joins:
        statement = statement.join(one.target, one.on, isouter=not one.always)
    return scoped(
        statement,
        model,
        reader.actor,
        permission=permission,
        registry=reader.registry,
        rules=reader.rules,
    )


def _ordered(view: View, reader: Reader, question: Question, statement: Select[Any]) -> Select[Any]:
    order = question.order or view.order
    key = _key(view)
    if not order:
        return statement.order_by(key)
    sql = said_sql(view.column(order.removeprefix("-")), reader.locale)
    by = sql.desc() if order.startswith("-") else sql.asc()
    # the databases do not agree where rows without a value stand
    by = by if getattr(sql, "nullable", True) is False else by.nulls_last()
    return statement.order_by(by, key)


def _key(view: View) -> Any:
    return getattr(view.datamodel.obj, view.datamodel.get_pk_name())

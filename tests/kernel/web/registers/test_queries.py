"""The rows of a register: those asked for, in order, and never those of others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kernel.access import actor_of, rules_of
from kernel.accounts import account_id
from kernel.errors import Invalid, NotFound
from kernel.models import Workday
from kernel.web.registers import Reader
from kernel.web.registers.queries import count_of, counts_of, every_row, exportable, row_of, rows_of
from kernel.web.registers.question import asked
from tests.kernel.web.registers.office import DAYS, FIRST, Shelf
from tests.kernel.web.registers.shelf import Days

OFF = {FIRST + timedelta(days=number) for number in range(DAYS) if number % 3}


@contextmanager
def reading(office: Shelf, username: str = "reader", locale: str = "zh") -> Iterator[Reader]:
    here = office.platform
    with here.database.transaction() as session:
        actor = actor_of(session, account_id(session, username))
        rules = rules_of(session, actor.role_ids)
        yield Reader(session, actor, rules, here.registry, here.keys, here.clock.today(), locale)


def days(office: Shelf, *pairs: tuple[str, str], username: str = "reader", size: int = 500) -> list[date]:
    question = asked(Days.columns, Days.filters, pairs)
    with reading(office, username) as reader:
        return [row[1] for row in rows_of(Days, reader, question, [Days.column("day")], size=size)]


def test_rows_come_in_the_order_of_the_register(office: Shelf) -> None:
    assert days(office) == [FIRST + timedelta(days=number) for number in reversed(range(DAYS))]


def test_another_order_and_another_page(office: Shelf) -> None:
    found = days(office, ("order", "day"), ("page", "3"), size=7)
    assert found == [FIRST + timedelta(days=number) for number in range(14, 21)]


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        ([("kind", "off")], OFF),
        (
            [("day.from", "2026-01-05"), ("day.to", "2026-01-07")],
            {date(2026, 1, day) for day in (5, 6, 7)},
        ),
        ([("day.from", "today"), ("day.to", "today+1")], {date(2026, 3, 10), date(2026, 3, 11)}),
        ([("name.has", "第1天<")], {date(2026, 1, 2)}),
        ([("name.has", "%")], set()),
        ([("weekend", "yes"), ("day.to", "2026-01-08")], {date(2026, 1, 1), date(2026, 1, 8)}),
        ([("q", "第3天")], {date(2026, 1, 4)}),
    ],
)
def test_conditions_narrow_the_rows(office: Shelf, pairs: list[tuple[str, str]], wanted: set[date]) -> None:
    assert set(days(office, *pairs)) == wanted


@pytest.mark.parametrize("pairs", [[("kind", "secret")], [("day.from", "7")], [("number.to", "today")]])
def test_values_that_do_not_fit_are_refused(office: Shelf, pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(Invalid) as refused:
        days(office, *pairs)
    assert refused.value.place == pairs[0][0]


def test_a_role_sees_the_rows_of_its_scope_only(office: Shelf) -> None:
    assert set(days(office, username="narrow")) == OFF
    assert days(office, ("kind", "work"), username="narrow") == []
    assert days(office, username="stranger") == []


def test_numbers_count_what_the_list_shows(office: Shelf) -> None:
    question = asked(Days.columns, Days.filters, [("name.has", "周末")])
    for username in ("reader", "narrow", "stranger"):
        with reading(office, username) as reader:
            counts = counts_of(Days, reader, question)
            assert counts.found == count_of(Days, reader, question)
        assert counts.found == len(days(office, ("name.has", "周末"), username=username))
        assert counts.all == len(days(office, username=username))
        assert counts.standing == {
            "off": len(days(office, ("kind", "off"), username=username)),
            "soon": len(days(office, ("day.from", "today"), ("day.to", "today+90"), username=username)),
        }


def test_a_row_of_others_is_refused_like_one_that_is_not_there(office: Shelf) -> None:
    with reading(office, "narrow") as reader:
        rows = reader.session.execute(select(Workday.kind, Workday.id))
        kinds = {row.kind: row.id for row in rows}
        mine: Any = row_of(Days, reader, kinds["off"], Days.columns)
        assert mine[2] == "off"
        told = []
        for pk in (kinds["work"], 10**6, "9" * 20, "x"):
            with pytest.raises(NotFound) as refused:
                row_of(Days, reader, pk, Days.columns)
            told.append(str(refused.value))
    assert len(set(told)) == 1


def test_an_export_has_the_rows_that_may_be_exported(office: Shelf) -> None:
    question = asked(Days.columns, Days.filters, [])
    with reading(office) as reader:
        rows: list[Any] = list(every_row(Days, reader, question, Days.columns))
        assert {row[1] for row in rows} == OFF
        assert exportable(Days, reader, question) == len(OFF)
        two = [row[0] for row in rows[:2]]
        assert [row[0] for row in every_row(Days, reader, question, (), among=two)] == two
    with reading(office, "narrow") as reader:
        assert exportable(Days, reader, question) == 0


def test_a_kept_select_gives_what_sqlalchemy_gives(office: Shelf) -> None:
    question = asked(Days.columns, Days.filters, [("kind", "off"), ("kind", "work")])
    with reading(office, locale="en") as reader:
        first = rows_of(Days, reader, question, Days.columns, size=5)
        again = rows_of(Days, reader, question, Days.columns, size=5)
        wanted = reader.session.execute(
            select(Workday.id, Workday.day, Workday.kind, Workday.name).order_by(Workday.day.desc()).limit(5)
        ).all()
    assert first == again
    assert [(*row[:3], row[3].upper()) for row in wanted] == [tuple(row[:4]) for row in first]
    assert {row[4] for row in first} == {"国办发明电"}

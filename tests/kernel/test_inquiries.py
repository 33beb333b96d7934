"""kernel.inquiries: what is asked along with something else has the same answer as by itself."""

from collections.abc import Sequence
from typing import Any, cast

import pytest
from sqlalchemy import BigInteger, Engine, Table, bindparam, func, literal, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from kernel import wire
from kernel.db import connection_of, session_factory, transaction
from kernel.inquiries import Along, Inquiry
from kernel.models import PlatformState
from kernel.prepared import Prepared, answers

TABLE = cast(Table, PlatformState.__table__)
NUMBER = Prepared(select(bindparam("number") + literal(1)))
COUNT = Prepared(select(func.count()).select_from(TABLE))
BROKEN = Prepared(select(func.abs(bindparam("number", type_=BigInteger))))
LEAST = {"number": -(2**63)}
SUM = Inquiry(
    [(NUMBER, {"number": 1}), (COUNT, {}), (NUMBER, {"number": 5})],
    lambda found: sum(rows[0][0] for rows in found),
)
THERE = 2 + 1 + 6


def test_each_statement_has_its_own_rows(engine: Engine):
    with transaction(engine) as session:
        connection = connection_of(session)
        asked = [(NUMBER, {"number": number}) for number in range(5)]
        assert [[tuple(row) for row in rows] for rows in answers(connection, asked)] == [
            [(number + 1,)] for number in range(5)
        ]
        assert answers(connection, []) == []
        assert SUM.answered(connection) == THERE


@pytest.mark.parametrize("begun", [True, False], ids=["in a transaction", "as the first of one"])
def test_an_inquiry_goes_along_with_the_first_statement(
    engine: Engine, begun: bool, monkeypatch: pytest.MonkeyPatch
):
    trips: list[int] = []
    real = wire.Wire.rows_of_all

    def counted(line: wire.Wire, asked: Sequence[wire.Question]) -> list[list[Any]]:
        trips.append(len(asked))
        return real(line, asked)

    monkeypatch.setattr(wire.Wire, "rows_of_all", counted)
    with session_factory(engine)() as session:
        connection = connection_of(session)
        if begun:
            assert NUMBER.row(connection, {"number": 0})[0] == 1
        along = Along(connection, SUM)
        assert along.rows(NUMBER, {"number": 10})[0][0] == 11
        assert along.rows(NUMBER, {"number": 20})[0][0] == 21
        assert along.answer == THERE
        assert along.answer == THERE
    assert trips == ([4] if engine.dialect.name == "postgresql" else [])


def test_an_inquiry_that_nothing_is_asked_with_is_asked_by_itself(engine: Engine):
    with session_factory(engine)() as session:
        assert Along(connection_of(session), SUM).answer == THERE


def test_one_that_is_refused_is_told_and_leaves_the_connection_usable(engine: Engine):
    with session_factory(engine)() as session:
        connection = connection_of(session)
        with pytest.raises(DBAPIError) as told:
            answers(connection, [(NUMBER, {"number": 0}), (BROKEN, LEAST), (COUNT, {})])
        assert not isinstance(told.value, IntegrityError)
        session.rollback()
        assert SUM.answered(connection_of(session)) == THERE

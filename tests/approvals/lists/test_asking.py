"""A question in made-up words asks what the real one asks, of whomever, and is the same for all who ask alike."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from approvals.cases.view import TASK
from approvals.lists.asking import Asked, filled, masked
from approvals.lists.narrowing import Limit, Narrowing, Order
from approvals.lists.views import View
from approvals.lists.walks import walk
from approvals.people.assignment import Standing
from kernel.prepared import Prepared

TODAY = date(2026, 3, 10)
LI = Standing(3, "li", offices=frozenset({7, 9}), roles=frozenset({"clerk", "chief"}))
WANG = Standing(4, "wang", offices=frozenset({7, 8}), roles=frozenset({"chief", "master"}))
EVERYTHING = Narrowing(
    "renewal", 9, "city", Limit.SOON, None, frozenset({"renewal", "issue"}), Order.DUE, WANG
)
NARROWED = [
    Narrowing(),
    EVERYTHING,
    *(replace(EVERYTHING, limit=limit) for limit in Limit),
    Narrowing(step="city"),
]


def parameters(asked: Asked) -> tuple[str, dict[str, Any]]:
    """The walk of the question as SQLite is given it."""
    statement = walk(asked.offices, (TASK.c.id, TASK.c.due_on), asked.criteria(), limit=50, dated=True)
    assert statement is not None
    made = Prepared(statement).made(sqlite.dialect())
    return made.sql, dict(made.given)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("narrowing", NARROWED, ids=range(len(NARROWED)))
def test_what_is_asked_in_made_up_words_is_what_was_asked(view: View, narrowing: Narrowing):
    asked = Asked(LI, view, TODAY, narrowing)
    alike, stands = masked(asked)
    sql, real = parameters(asked)
    statement = walk(alike.offices, (TASK.c.id, TASK.c.due_on), alike.criteria(), limit=50, dated=True)
    assert statement is not None
    prepared = Prepared(statement)
    made = prepared.made(sqlite.dialect())
    assert made.sql == sql
    given = {**made.given, **filled(prepared, sqlite.dialect(), stands)}
    assert sorted(map(repr, given.values())) == sorted(map(repr, real.values()))


def test_who_has_as_many_offices_and_roles_asks_in_the_same_words():
    li, wang = (masked(Asked(who, View.MINE, TODAY, Narrowing())) for who in (LI, WANG))
    assert li[0] == wang[0]
    assert li[1] != wang[1]
    assert li[0] != masked(Asked(replace(LI, offices=frozenset({7})), View.MINE, TODAY, Narrowing()))[0]

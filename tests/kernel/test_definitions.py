"""Definitions in force: numbers, digests, and as few statements for many as for one."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from kernel.db import session_factory
from kernel.definitions import Draft, current, publish, published, retire, versions
from kernel.models import Definition

AT = datetime(2026, 3, 10, 2, tzinfo=UTC)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with session_factory(engine)() as session:
        yield session


def make_drafts(*names: str, title: str = "延续") -> list[Draft]:
    return [Draft(name, "form", "alpha", {"title": title}) for name in names]


def put(session: Session, drafts: list[Draft]) -> None:
    publish(session, drafts, actor="li", reason="test", at=AT)


def test_first_version_of_a_definition_is_number_one(session):
    put(session, make_drafts("alpha.a", "alpha.b"))
    assert {name: one.number for name, one in published(session).items()} == {"alpha.a": 1, "alpha.b": 1}


def test_a_body_that_says_something_new_is_the_next_version(session):
    put(session, make_drafts("alpha.a", "alpha.b"))
    put(session, make_drafts("alpha.a", title="变更"))
    found = current(session, "alpha.a")
    assert found is not None
    assert (found.number, found.body, found.published_by) == (2, {"title": "变更"}, "li")


def test_each_definition_has_its_own_version_in_force(session):
    put(session, [Draft(f"alpha.{n}", "form", "alpha", {"title": str(n)}) for n in range(30)])
    found = [current(session, f"alpha.{n}") for n in range(30)]
    assert [one and one.body["title"] for one in found] == [str(n) for n in range(30)]


def test_a_body_that_says_nothing_new_makes_no_version(session):
    put(session, make_drafts("alpha.a"))
    put(session, make_drafts("alpha.a"))
    assert [one.number for one in versions(session, "alpha.a")] == [1]


def test_a_retired_definition_comes_back_with_its_last_version(session):
    put(session, make_drafts("alpha.a"))
    retire(session, ["alpha.a"])
    put(session, make_drafts("alpha.a"))
    session.expire_all()
    definition = session.scalars(select(Definition)).one()
    assert (definition.retired, published(session)["alpha.a"].number) == (False, 1)


def test_nothing_to_publish_changes_nothing(session):
    put(session, [])
    assert published(session) == {}


def test_many_definitions_take_no_more_statements_than_one(session, engine):
    def statements(drafts: list[Draft]) -> int:
        before = len(seen)
        put(session, drafts)
        return len(seen) - before

    seen: list[str] = []
    session.connection()
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    few = statements(make_drafts("alpha.one"))
    assert statements(make_drafts(*(f"alpha.{n}" for n in range(40)))) == few

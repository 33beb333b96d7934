"""kernel.versions: the counters every request reads."""

import pytest
from sqlalchemy import event, insert
from sqlalchemy.exc import DBAPIError

from kernel.access.tables import USER
from kernel.db import session_factory, transaction
from kernel.driver import fetched
from kernel.prepared import Prepared
from kernel.versions import Versions, bump, end_sessions, versions_of


def make_user(engine, name):
    person = {"first_name": "王", "last_name": name, "username": name, "email": f"{name}@example.org"}
    with transaction(engine) as session:
        return session.scalar(insert(USER).values(active=True, **person).returning(USER.c.id))


def test_counters_start_at_nought_for_anybody(engine):
    with engine.connect() as connection:
        assert versions_of(connection, None) == Versions(0, 0, 0, 0)
        assert versions_of(connection, 77) == Versions(0, 0, 0, 0)


def test_each_counter_is_raised_by_itself(engine):
    with transaction(engine) as session:
        bump(session, registry=True)
        bump(session, registry=True, role=True)
        bump(session, code=True)
        bump(session)
    with engine.connect() as connection:
        assert versions_of(connection, None) == Versions(registry=2, role=1, code=1, epoch=0)


def test_ending_the_sessions_of_one_user_leaves_the_others_signed_in(engine):
    wang, li = make_user(engine, "wang"), make_user(engine, "li")
    with transaction(engine) as session:
        end_sessions(session, wang)
        end_sessions(session, wang)
    with engine.connect() as connection:
        assert versions_of(connection, wang).epoch == 2
        assert versions_of(connection, li).epoch == 0


def test_one_select_brings_everything(engine, monkeypatch):
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    asked_straight = Prepared.rows

    def noted(prepared, connection, parameters):
        statements.append(prepared.made(connection.dialect).sql)
        return asked_straight(prepared, connection, parameters)

    monkeypatch.setattr(Prepared, "rows", noted)
    with engine.connect() as connection:
        versions_of(connection, 1)
    asked = [one for one in statements if not one.startswith("BEGIN")]
    assert [one.startswith("SELECT platform_state") for one in asked] == [True]


def test_a_database_that_fails_says_so_as_sqlalchemy_does(engine):
    with engine.connect() as connection, pytest.raises(DBAPIError):
        fetched(connection, "SELECT nothing FROM nowhere", ())


def test_an_act_that_is_undone_raises_nothing(engine):
    with session_factory(engine)() as session:
        bump(session, registry=True)
        session.rollback()
    with engine.connect() as connection:
        assert versions_of(connection, None).registry == 0

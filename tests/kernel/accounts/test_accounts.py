"""Accounts in the database, on both kinds of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from app import demo
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.accounts import Candidate, Patience, account_id, add_account, candidate, note_sign_in, proved
from kernel.clock import FixedClock
from kernel.db import Database
from kernel.errors import Conflict

PATIENCE = Patience(5, timedelta(minutes=15))


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A database with the core schema."""
    database = Database(migrated_url)
    yield database
    database.close()


def test_account_holds_its_roles_and_proves_its_password(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        user = add_account(
            session, "wang", name="王芳", password="Ein-Passwort-1", roles=("Clerk", "Auditor")
        )
    with database.transaction() as session:
        found = candidate(session, "WANG", now=clock.now(), patience=PATIENCE)
        assert len(actor_of(session, user).role_ids) == 2
    assert proved(found, "Ein-Passwort-1")
    assert not proved(found, "Ein-Passwort-2")


def test_account_waits_and_recovers(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        add_account(session, "wang", name="王芳", password="Ein-Passwort-1", roles=())
    tries = []
    for _ in range(6):
        with database.transaction() as session:
            tries.append(candidate(session, "wang", now=clock.now(), patience=PATIENCE) is not None)
    clock.advance(minutes=15)
    with database.transaction() as session:
        tries.append(candidate(session, "wang", now=clock.now(), patience=PATIENCE) is not None)
    assert tries == [True] * 5 + [False, True]


def test_visit_is_counted(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        user = add_account(session, "wang", name="王芳", password="Ein-Passwort-1", roles=())
        note_sign_in(session, user, now=clock.now())
        row = session.execute(select(USER.c.login_count, USER.c.last_login)).one()
    assert row.login_count == 1
    assert row.last_login == clock.now().replace(tzinfo=None)


def test_nobody_proves_nothing() -> None:
    assert not proved(None, "no account has this password")


@pytest.mark.parametrize("password", ["", "\0", "\0\0\0"])
def test_account_without_a_password_is_opened_by_none(password: str) -> None:
    unset = Candidate(1, "wang", generate_password_hash(""))
    assert not proved(unset, password)


def test_demo_comes_once_and_keeps_changed_passwords(database: Database, clock: FixedClock) -> None:
    demo.load(database)
    with database.transaction() as session:
        before = session.scalars(select(USER.c.password).order_by(USER.c.id)).all()
    demo.load(database)
    with database.transaction() as session:
        assert session.scalars(select(USER.c.password).order_by(USER.c.id)).all() == before
        assert account_id(session, "admin") is not None
    assert [name for name, _, _ in demo.accounts()] == ["admin", "clerk"]


@pytest.mark.parametrize("username", ["wang", "Wang"])
def test_name_is_taken_once_in_any_case(database: Database, username: str) -> None:
    with database.transaction() as session:
        add_account(session, "wang", name="王芳", password="Ein-Passwort-1", roles=())
        with pytest.raises(Conflict, match=username):
            add_account(session, username, name="王芬", password="Ein-Passwort-1", roles=())

"""Accounts in the database, on both kinds of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from kernel.access import actor_of, names_of
from kernel.access.tables import USER
from kernel.accounts import (
    Candidate,
    Hashed,
    Patience,
    add_account,
    candidate,
    close,
    hashed,
    hashing,
    note_sign_in,
    proved,
    rename,
    reopen,
    set_password,
    used_before,
)
from kernel.clock import FixedClock
from kernel.db import Database
from kernel.errors import Conflict

REAL = "scrypt"
PATIENCE = Patience(5, timedelta(minutes=15))


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A database with the core schema."""
    database = Database(migrated_url)
    yield database
    database.close()


def cheaply_hashed(password: str) -> Hashed:
    """A hash that is tried in no time."""
    return Hashed(generate_password_hash(password, method="pbkdf2:sha256:1"))


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


@pytest.mark.parametrize("username", ["wang", "Wang"])
def test_name_is_taken_once_in_any_case(database: Database, username: str) -> None:
    with database.transaction() as session:
        add_account(session, "wang", name="王芳", password="Ein-Passwort-1", roles=())
        with pytest.raises(Conflict, match=username):
            add_account(session, username, name="王芬", password="Ein-Passwort-1", roles=())


def test_a_password_is_not_taken_again_among_the_last(database: Database, clock: FixedClock) -> None:
    passwords = [cheaply_hashed(f"Ein-Passwort-{number}") for number in range(4)]
    with database.transaction() as session:
        user = add_account(session, "wang", name="王芳", password=passwords[0])
        for one in passwords[1:]:
            set_password(session, user, one, now=clock.now())
        tried = [used_before(session, user, f"Ein-Passwort-{number}", last=3) for number in range(5)]
        assert not used_before(session, user, "Ein-Passwort-3", last=0)
    assert tried == [False, True, True, True, False]


def test_a_closed_account_proves_nothing_until_it_is_reopened(database: Database, clock: FixedClock) -> None:
    def found() -> Candidate | None:
        with database.transaction() as session:
            return candidate(session, "wang", now=clock.now(), patience=PATIENCE)

    with database.transaction() as session:
        user = add_account(session, "wang", name="王芳", password=cheaply_hashed("Ein-Passwort-1"))
        close(session, user, now=clock.now())
    assert found() is None
    with database.transaction() as session:
        reopen(session, user)
    assert found() is not None


def test_an_account_without_a_password_is_no_candidate(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        add_account(session, "wang", name="王芳", password="", now=clock.now(), must_change=True)
        assert candidate(session, "wang", now=clock.now(), patience=PATIENCE) is None


@pytest.mark.parametrize("name", ["王芳", "欧阳修", "Ann Smith", "Ann"])
def test_a_name_comes_back_as_it_was_written(database: Database, name: str) -> None:
    with database.transaction() as session:
        user = add_account(session, "wang", name="某", password="")
        rename(session, user, name=name, email="")
        assert names_of(session, ["wang"]) == {"wang": name}


def test_a_hash_does_not_show() -> None:
    assert "scrypt" not in repr(hashed("Ein-Passwort-1"))


def test_passwords_of_people_are_hashed_with_the_full_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "METHOD", REAL)
    kept = hashed("Ein-Passwort-1").kept
    assert kept.startswith("scrypt:32768:8:1$")
    assert hashing.matches(kept, "Ein-Passwort-1")


def test_the_real_cost_is_what_the_code_says() -> None:
    source = Path(hashing.__file__).read_text("utf-8")
    assert f'METHOD = "{REAL}"' in source

"""Sessions end when they should: signed out, new password, closed account, too long."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, select, update

from app.demo import PASSWORD
from kernel.access import full_name
from kernel.access.tables import USER
from kernel.accounts import role_id, set_password
from kernel.clock import FixedClock
from kernel.models import AccessRule, AccountSession
from kernel.prepared import Prepared
from kernel.versions import end_sessions
from tests.app.offices import entered, platform_of, set_up, sign_in, submit

NEW = "Neues-Passwort-7"


def user_id(app: Flask, username: str) -> int:
    from kernel.accounts import account_id

    found = account_id(platform_of(app).database.session(), username)
    assert found is not None
    return found


def test_signing_out_ends_every_session(app: Flask, admin: FlaskClient) -> None:
    other = entered(app, "admin")
    submit(admin, "/logout", {}, page="/")
    assert other.get("/profile").status_code == 302


def test_session_that_ended_says_so_once(app: Flask, admin: FlaskClient) -> None:
    with platform_of(app).database.transaction() as session:
        end_sessions(session, user_id(app, "admin"))
    admin.get("/")
    assert "登录已结束" in admin.get("/login").text
    assert "登录已结束" not in admin.get("/login").text


def test_stolen_cookie_dies_with_the_session(app: Flask, admin: FlaskClient) -> None:
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = admin.get_cookie(name)
    assert cookie is not None
    submit(admin, "/logout", {}, page="/")
    thief = app.test_client()
    thief.set_cookie(name, cookie.value)
    assert thief.get("/profile").status_code == 302


def test_new_password_ends_every_session(app: Flask, admin: FlaskClient) -> None:
    other = entered(app, "admin")
    answer = submit(
        admin, "/profile/password", {"present": PASSWORD, "new": NEW, "again": NEW}, page="/profile"
    )
    assert answer.location == "/login"
    assert [one.get("/").status_code for one in (admin, other)] == [302, 302]
    assert sign_in(app.test_client(), "admin").status_code == 422
    assert sign_in(app.test_client(), "admin", NEW).status_code == 302


def test_others_keep_their_sessions(app: Flask, admin: FlaskClient, clerk: FlaskClient) -> None:
    with platform_of(app).database.transaction() as session:
        set_password(session, user_id(app, "admin"), NEW, now=platform_of(app).clock.now())
    assert clerk.get("/").status_code == 200


def test_account_closed_past_the_platform_is_out_within_a_minute(
    app: Flask, clerk: FlaskClient, clock: FixedClock
) -> None:
    clerk.get("/")
    with platform_of(app).database.transaction() as session:
        session.execute(update(USER).where(USER.c.username == "clerk").values(active=False))
    clock.advance(minutes=1)
    assert clerk.get("/").status_code == 302
    assert sign_in(app.test_client(), "clerk").status_code == 422


def test_session_lasts_twelve_hours_however_busy(admin: FlaskClient, clock: FixedClock) -> None:
    statuses = []
    for _ in range(36):
        clock.advance(minutes=20)
        statuses.append(admin.get("/profile").status_code)
    assert statuses == [200] * 35 + [302]


def test_session_ends_after_half_an_hour_without_a_request(
    app: Flask, admin: FlaskClient, clock: FixedClock
) -> None:
    statuses = []
    for minutes in (29, 29, 30):
        clock.advance(minutes=minutes)
        statuses.append(admin.get("/profile").status_code)
    assert statuses == [200, 200, 302]
    assert "30 分钟没有操作，登录已结束" in admin.get("/login").text


def test_old_cookie_of_a_session_that_ran_out_is_over_too(
    app: Flask, admin: FlaskClient, clock: FixedClock
) -> None:
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = admin.get_cookie(name)
    assert cookie is not None
    clock.advance(minutes=20)
    admin.get("/profile")
    clock.advance(minutes=20)
    thief = app.test_client()
    thief.set_cookie(name, cookie.value)
    assert thief.get("/profile").status_code == 302
    assert admin.get("/profile").status_code == 302


def test_a_change_of_the_idle_time_holds_at_the_next_request(
    app: Flask, admin: FlaskClient, clock: FixedClock
) -> None:
    set_up(app, session_idle_minutes="60")
    clock.advance(minutes=59)
    assert admin.get("/profile").status_code == 200
    set_up(app, session_idle_minutes="5")
    clock.advance(minutes=5)
    assert admin.get("/profile").status_code == 302


def test_use_is_noted_every_few_minutes_only(app: Flask, admin: FlaskClient, clock: FixedClock) -> None:
    def seen() -> datetime:
        with platform_of(app).database.engine.connect() as connection:
            return connection.scalars(select(AccountSession.seen_at)).one()

    begun = seen()
    clock.advance(minutes=4)
    admin.get("/profile")
    assert seen() == begun
    clock.advance(minutes=1)
    admin.get("/profile")
    assert seen() == clock.now()


def test_a_cookie_of_another_account_opens_nothing(
    app: Flask, admin: FlaskClient, clerk: FlaskClient
) -> None:
    with clerk.session_transaction() as kept:
        number = kept["number"]
    with admin.session_transaction() as kept:
        kept["number"] = number
    assert admin.get("/profile").status_code == 302


def test_new_right_holds_at_the_next_request(app: Flask, clerk: FlaskClient) -> None:
    from app.installation import declared
    from kernel import access

    assert clerk.get("/apps/").status_code == 403
    here = platform_of(app)
    with here.database.transaction() as session:
        role_id(session, "Clerk")
        session.add(AccessRule(plugin="app", role="Clerk", permission="can_read", resource="Plugins"))
        access.synchronise(session, declared(here.registry), plugins=here.registry.plugins)
    assert clerk.get("/apps/").status_code == 200


def note_prepared(statements: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements that are asked without SQLAlchemy are noted as well."""
    asked = Prepared.rows

    def noted(prepared: Prepared, connection: Connection, parameters: Mapping[str, Any]) -> list[Any]:
        statements.append(prepared.made(connection.dialect).sql)
        return asked(prepared, connection, parameters)

    monkeypatch.setattr(Prepared, "rows", noted)


def test_request_asks_who_it_is_in_one_select(
    app: Flask, admin: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.get("/profile")
    statements: list[str] = []
    engine = platform_of(app).database.engine
    listener = lambda _c, _cur, statement, *_: statements.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", listener)

    note_prepared(statements, monkeypatch)
    admin.get("/profile")
    event.remove(engine, "before_cursor_execute", listener)
    selects = [one for one in statements if one.startswith("SELECT")]
    assert len(selects) == 2
    assert "platform_state" in selects[0]
    # what the page shows
    assert "account_session.agent" in selects[1]


def test_static_file_asks_the_database_nothing(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    note_prepared(statements, monkeypatch)
    engine = platform_of(app).database.engine
    event.listen(
        engine, "before_cursor_execute", lambda _c, _cur, statement, *_: statements.append(statement)
    )
    with client.get("/static/css/tokens.css") as answer:
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert statements == []


@pytest.mark.parametrize(
    ("family", "given", "written"), [("高", "原", "高原"), ("Smith", "Ann", "Ann Smith"), ("", "Ann", "Ann")]
)
def test_name_is_written_as_its_language_does(family: str, given: str, written: str) -> None:
    assert full_name(family, given) == written

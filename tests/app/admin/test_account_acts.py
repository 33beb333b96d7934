"""Acts on accounts: three administrators, of whom none does what the others do."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kernel.access import roles_of
from kernel.models import AuditEntry
from tests.app.admin.test_accounts import number_of
from tests.app.offices import entered, platform_of, sign_in, submit

ACTS = ("password", "sessions", "close", "reopen")


def act(app: Flask, client: FlaskClient, username: str, name: str, **fields: str) -> TestResponse:
    return submit(client, f"/admin/accounts/{number_of(app, username)}/{name}", fields, page="/profile")


def held(app: Flask, username: str) -> frozenset[str]:
    number = number_of(app, username)
    with platform_of(app).database.transaction() as session:
        return roles_of(session, number)


def last_acts(app: Flask, number: int) -> list[tuple[str, str]]:
    with platform_of(app).database.transaction() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(number))
        return [(row.actor, row.action) for row in rows][::-1]


def test_issued_password_is_shown_once_and_must_be_changed(app: Flask, clerk: FlaskClient) -> None:
    answer = act(app, entered(app, "sysadmin"), "clerk", "password")
    found = re.search(r'<output class="issued[^>]*>([^<]+)</output>', answer.text)
    assert found
    assert answer.headers["Cache-Control"] == "no-store"
    assert clerk.get("/").status_code == 302
    fresh = app.test_client()
    assert sign_in(fresh, "clerk", found[1]).status_code == 302
    assert fresh.get("/").location == "/profile"
    assert last_acts(app, 2)[0] == ("sysadmin", "account.password_issued")
    with platform_of(app).database.transaction() as session:
        assert found[1] not in str([one.detail for one in session.scalars(select(AuditEntry))])


def test_closed_account_is_out_at_once_and_comes_back(app: Flask, clerk: FlaskClient) -> None:
    sysadmin = entered(app, "sysadmin")
    assert act(app, sysadmin, "clerk", "close").status_code == 302
    assert clerk.get("/").status_code == 302
    assert "账户已停用" in clerk.get("/login").text
    assert sign_in(app.test_client(), "clerk").status_code == 422
    assert act(app, sysadmin, "clerk", "reopen").status_code == 302
    assert entered(app, "clerk").get("/").status_code == 200
    assert last_acts(app, 2) == [("sysadmin", "account.closed"), ("sysadmin", "account.reopened")]


def test_sessions_are_ended_by_the_administrator(app: Flask, clerk: FlaskClient) -> None:
    act(app, entered(app, "sysadmin"), "clerk", "sessions")
    assert clerk.get("/").status_code == 302


def test_role_holds_from_the_next_request_on(app: Flask) -> None:
    secadmin, clerk = entered(app, "secadmin"), entered(app, "clerk")
    assert clerk.get("/admin/work/").status_code == 403
    assert act(app, secadmin, "clerk", "roles", role="system_admin").status_code == 302
    assert clerk.get("/admin/work/").status_code == 200
    act(app, secadmin, "clerk", "roles/withdraw", role="system_admin")
    assert clerk.get("/admin/work/").status_code == 403
    assert last_acts(app, 2) == [("secadmin", "role.granted"), ("secadmin", "role.withdrawn")]


@pytest.mark.parametrize("username", ["sysadmin", "admin", "auditor", "clerk"])
def test_only_the_security_administrator_grants(app: Flask, username: str) -> None:
    answer = act(app, entered(app, username), "clerk", "roles", role="audit_admin")
    assert answer.status_code == 403
    assert held(app, "clerk") == {"Clerk"}


@pytest.mark.parametrize("username", ["secadmin", "auditor", "clerk"])
@pytest.mark.parametrize("name", ACTS)
def test_only_the_system_administrator_acts_on_accounts(app: Flask, username: str, name: str) -> None:
    assert act(app, entered(app, username), "admin", name).status_code == 403


@pytest.mark.parametrize(
    ("who", "whom", "name", "status"),
    [
        ("sysadmin", "sysadmin", "close", 403),
        ("sysadmin", "sysadmin", "password", 403),
        ("sysadmin", "secadmin", "password", 403),
        ("sysadmin", "auditor", "password", 403),
        ("sysadmin", "auditor", "close", 409),
        ("sysadmin", "admin", "password", 403),
        ("sysadmin", "admin", "close", 403),
        ("admin", "sysadmin", "password", 200),
    ],
)
def test_nobody_takes_over_or_removes_those_who_watch(
    app: Flask, who: str, whom: str, name: str, status: int
) -> None:
    assert act(app, entered(app, who), whom, name).status_code == status


def test_nobody_holds_two_duties_or_grants_to_oneself(app: Flask) -> None:
    secadmin = entered(app, "secadmin")
    joined = act(app, secadmin, "auditor", "roles", role="system_admin")
    assert (joined.status_code, "不能兼任" in joined.text) == (409, True)
    own = act(app, secadmin, "secadmin", "roles", role="Clerk")
    assert (own.status_code, "不能给自己授权" in own.text) == (403, True)
    assert held(app, "auditor") | held(app, "secadmin") == {"audit_admin", "security_admin"}


def test_acts_are_no_links_and_need_their_token(app: Flask) -> None:
    sysadmin, number = entered(app, "sysadmin"), number_of(app, "clerk")
    for name in (*ACTS, "roles"):
        path = f"/admin/accounts/{number}/{name}"
        assert (sysadmin.get(path).status_code, sysadmin.post(path).status_code) == (303, 400)


def test_buttons_are_those_that_one_may_press(app: Flask) -> None:
    path = f"/admin/accounts/show/{number_of(app, 'clerk')}"
    pages = {who: entered(app, who).get(path).text for who in ("sysadmin", "secadmin", "auditor")}
    assert ["停用账户" in page for page in pages.values()] == [True, False, False]
    assert ["授予角色" in page for page in pages.values()] == [False, True, False]


def test_account_nobody_has_is_not_found(app: Flask) -> None:
    path = "/admin/accounts/9999/close"
    assert submit(entered(app, "sysadmin"), path, {}, page="/profile").status_code == 404

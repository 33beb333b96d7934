"""Signing in: one answer to every failure, a wait after five, redirects that stay here."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.demo import PASSWORD
from kernel.clock import FixedClock
from kernel.models import AuditEntry
from tests.app.offices import platform_of, sign_in, submit

REFUSED = "没有登录成功"


def test_right_password_leads_to_the_start_page(client: FlaskClient) -> None:
    answer = sign_in(client, "admin")
    assert (answer.status_code, answer.location) == (302, "/")
    assert "高原" in client.get("/").text


def test_name_is_read_without_case_and_spaces(client: FlaskClient) -> None:
    assert sign_in(client, " Admin ").status_code == 302


@pytest.mark.parametrize("username", ["admin", "nobody", "nobody' OR 1=1 --"])
def test_every_failure_has_the_same_answer(client: FlaskClient, username: str) -> None:
    answer = sign_in(client, username, "wrong password")
    assert answer.status_code == 422
    assert REFUSED in answer.text
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("password", ["\0", "\0\0\0"])
def test_password_of_nul_bytes_opens_nothing(client: FlaskClient, password: str) -> None:
    assert sign_in(client, "admin", password).status_code == 422


def test_empty_fields_are_named(client: FlaskClient) -> None:
    answer = sign_in(client, "", "")
    assert answer.status_code == 422
    assert 'href="#username"' in answer.text
    assert 'href="#password"' in answer.text


def test_right_password_waits_after_five_wrong_ones(client: FlaskClient, clock: FixedClock) -> None:
    for _ in range(5):
        sign_in(client, "admin", "wrong password")
    assert sign_in(client, "admin").status_code == 422
    clock.advance(minutes=14)
    assert sign_in(client, "admin").status_code == 422
    clock.advance(minutes=1)
    assert sign_in(client, "admin").status_code == 302


def test_attempts_while_waiting_do_not_lengthen_the_wait(client: FlaskClient, clock: FixedClock) -> None:
    for _ in range(5):
        sign_in(client, "admin", "wrong password")
    clock.advance(minutes=10)
    sign_in(client, "admin", "wrong password")
    clock.advance(minutes=5)
    assert sign_in(client, "admin").status_code == 302


def test_four_wrong_ones_are_forgotten_after_the_right_one(client: FlaskClient, app: Flask) -> None:
    for _ in range(2):
        other = app.test_client()
        for _ in range(4):
            sign_in(other, "admin", "wrong password")
        assert sign_in(other, "admin").status_code == 302


def test_parallel_guesses_count_too(app: Flask) -> None:
    clients = [app.test_client() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: sign_in(one, "admin", "wrong password"), clients))
    assert sign_in(app.test_client(), "admin").status_code == 422


def test_one_account_waiting_leaves_the_others_alone(client: FlaskClient) -> None:
    for _ in range(5):
        sign_in(client, "admin", "wrong password")
    assert sign_in(client, "clerk").status_code == 302


@pytest.mark.parametrize(
    ("target", "followed"),
    [
        ("/profile", "/profile"),
        ("/profile?a=1&b=2", "/profile?a=1&b=2"),
        ("https://example.invalid/", "/"),
        ("//example.invalid/", "/"),
        ("/\\example.invalid/", "/"),
        ("///example.invalid/", "/"),
        ("javascript:alert(1)", "/"),
        ("/ok\r\nSet-Cookie: a=b", "/"),
        ("\t//example.invalid", "/"),
        ("profile", "/"),
        ("", "/"),
    ],
)
def test_redirect_stays_on_this_site(client: FlaskClient, target: str, followed: str) -> None:
    assert sign_in(client, "admin", next=target).location == followed


def test_closed_page_leads_to_sign_in_and_back(client: FlaskClient) -> None:
    answer = client.get("/profile?a=1")
    assert answer.location == "/login?next=/profile?a%3D1"
    assert sign_in(client, "admin", next="/profile?a=1").location == "/profile?a=1"


def test_host_header_does_not_enter_a_redirect(client: FlaskClient) -> None:
    answer = client.get("/profile", headers={"Host": "evil.invalid"})
    assert "evil" not in answer.location


def test_who_is_signed_in_is_not_asked_again(admin: FlaskClient) -> None:
    assert admin.get("/login?next=/profile").location == "/profile"


def test_session_of_before_is_not_kept(client: FlaskClient, app: Flask) -> None:
    with client.session_transaction() as session:
        session["left"] = "by somebody"
        session["locale"] = "en"
    sign_in(client, "admin")
    with client.session_transaction() as session:
        assert "left" not in session
        assert session["locale"] == "en"


def test_token_of_before_does_not_sign_out(client: FlaskClient) -> None:
    from tests.app.offices import token

    before = token(client)
    sign_in(client, "admin")
    assert client.post("/logout", data={"csrf_token": before}).status_code == 400


def test_signing_out_is_no_link(admin: FlaskClient) -> None:
    assert admin.get("/logout").status_code == 405
    assert submit(admin, "/logout", {}, page="/").location == "/login"
    assert admin.get("/").status_code == 302


def test_visits_and_wrong_passwords_are_on_record(app: Flask, client: FlaskClient) -> None:
    sign_in(client, "admin", "wrong password")
    sign_in(client, "nobody", "wrong password")
    sign_in(client, "admin")
    submit(client, "/logout", {}, page="/")
    entries = platform_of(app).database.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.actor, entry.action, entry.address) for entry in entries] == [
        ("admin", "account.refused", "127.0.0.1"),
        ("admin", "account.signed_in", "127.0.0.1"),
        ("admin", "account.signed_out", "127.0.0.1"),
    ]


def test_password_too_long_to_type_opens_nothing(client: FlaskClient) -> None:
    assert sign_in(client, "admin", PASSWORD + "x" * 1_000_000).status_code == 422

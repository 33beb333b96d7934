"""Signing in: one answer to every failure, a wait after five, redirects that stay here."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo import PASSWORD
from kernel.clock import FixedClock
from kernel.models import AuditEntry
from kernel.seams import sign_in_name
from tests.app.offices import entered, offering, platform_of, set_up, sign_in, submit

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
    waiting = sign_in(client, "admin")
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "1800")
    assert "请 30 分钟后再试" in waiting.text
    clock.advance(minutes=29)
    assert sign_in(client, "admin").status_code == 429
    clock.advance(minutes=1)
    assert sign_in(client, "admin").status_code == 302


def test_name_that_nobody_has_waits_the_same(client: FlaskClient) -> None:
    for _ in range(5):
        assert sign_in(client, "nobody", "wrong password").status_code == 422
    assert sign_in(client, "nobody").status_code == 429


def test_account_waits_wherever_the_guesses_come_from(app: Flask, client: FlaskClient) -> None:
    for number in range(5):
        other = app.test_client()
        other.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
        sign_in(other, "admin", "wrong password")
    answer = sign_in(client, "admin")
    assert (answer.status_code, REFUSED in answer.text) == (422, True)


def test_one_address_does_not_try_everybody(app: Flask, client: FlaskClient) -> None:
    set_up(app, sign_in_address_failures="10")
    for number in range(10):
        sign_in(client, f"nobody-{number}", "wrong password")
    assert sign_in(client, "clerk").status_code == 429
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    assert sign_in(elsewhere, "clerk").status_code == 302


def test_those_who_sign_in_rightly_leave_room_for_others(app: Flask) -> None:
    set_up(app, sign_in_address_failures="10")
    assert [sign_in(app.test_client(), "clerk").status_code for _ in range(11)] == [302] * 11


def test_settings_of_waiting_hold_at_once(app: Flask, client: FlaskClient, clock: FixedClock) -> None:
    set_up(app, sign_in_failures="3", sign_in_wait="5")
    for _ in range(3):
        sign_in(client, "admin", "wrong password")
    assert sign_in(client, "admin").headers["Retry-After"] == "300"
    assert "连续 3 次输错将锁定 5 分钟" in client.get("/login").text


def test_attempts_while_waiting_do_not_lengthen_the_wait(client: FlaskClient, clock: FixedClock) -> None:
    for _ in range(5):
        sign_in(client, "admin", "wrong password")
    clock.advance(minutes=20)
    sign_in(client, "admin", "wrong password")
    clock.advance(minutes=10)
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
    assert sign_in(app.test_client(), "admin").status_code == 429


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
    assert admin.get("/logout").status_code == 303
    assert admin.get("/").status_code == 200
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


def test_second_sign_in_of_staff_ends_the_first_and_says_so(app: Flask, client: FlaskClient) -> None:
    sign_in(client, "clerk")
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    sign_in(elsewhere, "clerk")
    assert client.get("/profile").status_code == 302
    said = client.get("/login").text
    assert "在另一处（203.0.113.7）登录，这里的登录已结束" in said
    assert elsewhere.get("/profile").status_code == 200


def test_staff_sign_in_at_several_places_where_that_is_allowed(app: Flask, client: FlaskClient) -> None:
    set_up(app, session_single="no")
    sign_in(client, "clerk")
    sign_in(app.test_client(), "clerk")
    assert client.get("/profile").status_code == 200


def test_telephone_is_told_where_people_sign_in(app: Flask, client: FlaskClient) -> None:
    assert "咨询电话" not in client.get("/login").text
    set_up(app, contact_phone="0431-85076811")
    assert "咨询电话：0431-85076811" in client.get("/login").text


def test_other_names_are_asked_of_plugins(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    @sign_in_name("toy")
    def by_number(session: Session, typed: str) -> str | None:
        """The clerk by a number."""
        return "clerk" if typed == "42" else None

    monkeypatch.setitem(app.extensions, "tongban", offering(platform_of(app), by_number))
    assert sign_in(client, "41").status_code == 422
    assert sign_in(client, " 42 ").status_code == 302
    assert entered(app, "clerk").get("/login").status_code == 302

"""A new password for oneself."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash

from app.demo import PASSWORD
from app.visits import device
from kernel.accounts import Hashed, account_id
from kernel.models import PasswordPast
from tests.app.offices import entered, platform_of, set_up, sign_in, submit

NEW = "Neues-Passwort-7"


def change(client: FlaskClient, present: str, new: str, again: str) -> str:
    """What the form says."""
    fields = {"present": present, "new": new, "again": again}
    return submit(client, "/profile/password", fields, page="/profile").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", NEW, NEW), "请填写现在的密码"),
        ((PASSWORD, "short", "short"), "至少要 10 个"),
        ((PASSWORD, NEW, NEW + "x"), "不一致"),
        ((PASSWORD, PASSWORD, PASSWORD), "相同"),
        (("wrong password", NEW, NEW), "现在的密码不对"),
    ],
)
def test_form_says_what_is_wrong(
    app: Flask, admin: FlaskClient, typed: tuple[str, str, str], said: str
) -> None:
    assert said in change(admin, *typed)
    assert admin.get("/").status_code == 200
    assert sign_in(app.test_client(), "admin").status_code == 302


def test_no_password_comes_back_in_the_page(admin: FlaskClient) -> None:
    html = change(admin, "Zurueck-12345", "Wieder-12345", "Anders-12345")
    assert "12345" not in html


def test_guessing_the_present_password_makes_the_account_wait(app: Flask, admin: FlaskClient) -> None:
    for _ in range(5):
        change(admin, "wrong password", NEW, NEW)
    assert "试得太多" in change(admin, PASSWORD, NEW, NEW)
    assert sign_in(app.test_client(), "admin").status_code == 429


def test_password_of_before_is_not_taken_again(app: Flask, admin: FlaskClient) -> None:
    set_up(app, password_past="2")
    with platform_of(app).database.transaction() as session:
        user = account_id(session, "admin") or 0
        kept = Hashed(generate_password_hash(NEW, method="pbkdf2:sha256:1"))
        session.add(PasswordPast(user_id=user, password=kept.kept, replaced_at=platform_of(app).clock.now()))
    assert "最近用过的 2 个密码不能再用" in change(admin, PASSWORD, NEW, NEW)
    set_up(app, password_past="1")
    assert "请用新密码登录" in admin.get(change_location(admin)).text


def change_location(client: FlaskClient) -> str:
    fields = {"present": PASSWORD, "new": NEW, "again": NEW}
    return submit(client, "/profile/password", fields, page="/profile").location or ""


def test_own_sessions_are_listed_and_ended(app: Flask, admin: FlaskClient) -> None:
    first, second = entered(app, "admin"), entered(app, "admin")
    page = admin.get("/profile").text
    assert page.count("还在登录") == 2
    assert page.count("就是这里") == 1
    numbers = re.findall(r"/profile/sessions/(\d+)/end", page)
    assert submit(admin, f"/profile/sessions/{numbers[0]}/end", {}, page="/profile").status_code == 302
    assert [one.get("/profile").status_code for one in (admin, first, second)] == [200, 200, 302]
    submit(admin, "/profile/sessions/end", {}, page="/profile")
    assert [one.get("/profile").status_code for one in (admin, first)] == [200, 302]
    assert (
        "没有其他登录"
        in submit(admin, "/profile/sessions/end", {}, page="/profile", follow_redirects=True).text
    )


def test_session_of_somebody_else_is_not_found(app: Flask, admin: FlaskClient, clerk: FlaskClient) -> None:
    with clerk.session_transaction() as kept:
        number = kept["number"]
    assert submit(admin, f"/profile/sessions/{number}/end", {}, page="/profile").status_code == 404
    assert clerk.get("/profile").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/128.0 Mobile MicroMessenger/8.0", "微信 · Android"),
        ("curl/8", "未知设备"),
    ],
)
def test_device_is_told_as_far_as_it_is_known(app: Flask, agent: str, words: str) -> None:
    with app.test_request_context():
        assert device(agent) == words

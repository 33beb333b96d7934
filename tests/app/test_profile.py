"""A new password for oneself."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import PASSWORD
from tests.app.offices import sign_in, submit

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
    assert "现在的密码不对" in change(admin, PASSWORD, NEW, NEW)
    assert sign_in(app.test_client(), "admin").status_code == 422

"""Accounts and roles: for administrators, and to look at only."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.app.offices import sign_in, submit


def test_administrator_sees_who_has_an_account(admin: FlaskClient) -> None:
    html = admin.get("/users/list/").text
    for words in ("admin", "高原", "系统管理员", "clerk", "李明", "窗口人员", "从未登录"):
        assert words in html


def test_wrong_passwords_show(app: Flask, admin: FlaskClient) -> None:
    sign_in(app.test_client(), "clerk", "wrong password")
    assert '<td data-l="连续输错密码">1</td>' in admin.get("/users/list/").text


def test_role_shows_its_permissions(admin: FlaskClient) -> None:
    assert "can_read Plugins" in admin.get("/roles/show/1").text


def test_list_speaks_english(admin: FlaskClient) -> None:
    submit(admin, "/language", {"locale": "en"}, page="/")
    html = admin.get("/users/list/").text
    assert "Administrator" in html
    assert "Last sign-in" in html


@pytest.mark.parametrize("path", ["/users/list/", "/users/show/1", "/roles/list/", "/roles/show/1"])
def test_nobody_else_does(client: FlaskClient, clerk: FlaskClient, path: str) -> None:
    assert clerk.get(path).status_code == 403
    assert client.get(path).status_code == 302


@pytest.mark.parametrize(
    "path", ["/users/add", "/users/edit/1", "/users/delete/1", "/users/action/resetpasswords/1", "/roles/add"]
)
def test_nothing_is_changed_there(admin: FlaskClient, path: str) -> None:
    assert admin.get(path).status_code == 404


def test_no_password_is_in_the_page(admin: FlaskClient) -> None:
    assert "scrypt:" not in admin.get("/users/show/1").text + admin.get("/users/list/").text


def test_account_that_does_not_exist_is_not_found(admin: FlaskClient) -> None:
    assert admin.get("/users/show/999").status_code == 404

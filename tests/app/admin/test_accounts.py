"""The register of accounts: made by the system administrator, without role and without password."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kernel.access import roles_of
from kernel.access.tables import USER
from kernel.accounts import account_id
from kernel.models import AuditEntry, UserState
from tests.app.offices import entered, platform_of, set_up, sign_in, submit

LIST = "/admin/accounts/list/"
ADD = "/admin/accounts/add"
FORM = {"username": "wang.fang", "name": "王芳", "email": "wang@example.org"}


def number_of(app: Flask, username: str) -> int:
    """The account's key."""
    with platform_of(app).database.transaction() as session:
        return account_id(session, username) or 0


@pytest.fixture
def sysadmin(app: Flask) -> FlaskClient:
    """The system administrator."""
    return entered(app, "sysadmin")


def test_list_says_who_has_an_account_and_as_what(app: Flask, sysadmin: FlaskClient) -> None:
    sign_in(app.test_client(), "clerk", "wrong password")
    html = sysadmin.get(LIST).text
    for words in ("sysadmin", "孙维", "系统管理员", "审计管理员", "clerk", "李明", "一般工作人员", "启用"):
        assert words in html
    assert "scrypt:" not in html
    found = sysadmin.get(LIST, query_string={"role": "audit_admin"}).text
    assert "auditor" in found
    assert "secadmin" not in found


def test_account_is_made_without_role_and_password_on_record(app: Flask, sysadmin: FlaskClient) -> None:
    answer = submit(sysadmin, ADD, FORM, page=ADD)
    assert answer.status_code == 302
    number = number_of(app, "wang.fang")
    with platform_of(app).database.transaction() as session:
        row = session.execute(select(USER).where(USER.c.id == number)).one()
        assert (row.last_name, row.first_name, row.email) == ("王", "芳", "wang@example.org")
        assert (row.password, row.active) == ("", True)
        assert roles_of(session, number) == frozenset()
        assert session.get_one(UserState, number).must_change
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        assert (entry.actor, entry.action, entry.thing) == ("sysadmin", "register.added", f"ab_user:{number}")
    assert "未发密码" in sysadmin.get(f"/admin/accounts/show/{number}").text
    assert sign_in(app.test_client(), "wang.fang", "").status_code == 422


REFUSED = (
    ({"username": ""}, "用户名"),
    ({"username": "王芳"}, "不能作用户名"),
    ({"username": "a"}, "不能作用户名"),
    ({"username": "-x"}, "不能作用户名"),
    ({"username": "CLERK"}, "已被使用"),
    ({"email": "nowhere"}, "不是邮箱地址"),
    ({"email": "clerk@example.invalid"}, "不是邮箱地址"),
    ({"name": "某" * 51}, "50"),
)


def test_what_cannot_be_is_refused_and_kept(app: Flask, sysadmin: FlaskClient) -> None:
    for change, said in REFUSED:
        answer = submit(sysadmin, ADD, {**FORM, **change}, page=ADD)
        assert answer.status_code in {409, 422}, change
        assert said in answer.text, change
        assert 'value="wang@example.org"' in answer.text or "email" in change
    assert number_of(app, "wang.fang") == 0


def test_mail_address_belongs_to_one(app: Flask, sysadmin: FlaskClient) -> None:
    submit(sysadmin, ADD, FORM, page=ADD)
    again = {**FORM, "username": "wang.fen", "email": "WANG@example.org"}
    answer = submit(sysadmin, ADD, again, page=ADD)
    assert (answer.status_code, "已属于另一个账户" in answer.text) == (422, True)


def test_account_is_edited_except_for_its_username(app: Flask, sysadmin: FlaskClient) -> None:
    edit = f"/admin/accounts/edit/{number_of(app, 'clerk')}"
    answer = submit(sysadmin, edit, {"name": "Ann Smith", "email": ""}, page=edit)
    assert answer.status_code == 302
    assert "Ann Smith" in sysadmin.get(LIST).text
    submit(sysadmin, edit, {**FORM, "username": "other"}, page=edit)
    assert number_of(app, "other") == 0


def test_list_speaks_english(sysadmin: FlaskClient) -> None:
    submit(sysadmin, "/language", {"locale": "en"}, page="/profile")
    html = sysadmin.get(LIST).text
    assert "System administrator" in html
    assert "Last sign-in" in html


@pytest.mark.parametrize(
    "path", [LIST, "/admin/accounts/show/1", "/admin/roles/list/", "/admin/roles/show/1"]
)
def test_nobody_else_looks(client: FlaskClient, clerk: FlaskClient, path: str) -> None:
    assert clerk.get(path).status_code == 403
    assert client.get(path).status_code == 302


def test_those_who_look_do_not_write(app: Flask) -> None:
    for username in ("secadmin", "auditor"):
        browser = entered(app, username)
        assert browser.get(LIST).status_code == 200
        assert submit(browser, ADD, FORM, page="/profile").status_code == 403
    assert number_of(app, "wang.fang") == 0


def test_account_that_does_not_exist_is_not_found(sysadmin: FlaskClient) -> None:
    assert sysadmin.get("/admin/accounts/show/999").status_code == 404


def test_fabs_own_addresses_are_gone(admin: FlaskClient) -> None:
    assert [admin.get(path).status_code for path in ("/users/list/", "/roles/list/")] == [404, 404]


def test_roles_say_what_they_may_do(app: Flask, sysadmin: FlaskClient) -> None:
    html = sysadmin.get("/admin/roles/list/").text
    assert "安全管理员" in html
    set_up(app, site_name="某省")
    with platform_of(app).database.transaction() as session:
        from kernel.accounts import role_id

        number = role_id(session, "security_admin")
    page = sysadmin.get(f"/admin/roles/show/{number}").text
    assert "can_grant" in page
    assert "授予和收回角色与机构权限" in page

"""The settings page: changed within limits, on record, live in every process."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kernel.models import AuditEntry
from tests.app.offices import entered, make_app, platform_of, set_up, submit

PAGE = "/admin/settings/"


@pytest.fixture
def sysadmin(app: Flask) -> FlaskClient:
    """The system administrator."""
    return entered(app, "sysadmin")


def test_settings_are_changed_together_and_each_is_on_record(app: Flask, sysadmin: FlaskClient) -> None:
    fields = {"site_name": "某省通办", "password_days": "60", "session_single": "no", "sign_in_wait": "30"}
    assert submit(sysadmin, PAGE, fields, page=PAGE).location == PAGE
    page = sysadmin.get(PAGE).text
    assert "已保存：站点名称、工作人员密码的有效天数、工作人员同时只能有一处登录" in page
    assert 'value="某省通办"' in page
    with platform_of(app).database.transaction() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "setting.changed")).all()
        assert [(one.actor, one.thing, one.detail["after"]) for one in entries] == [
            ("sysadmin", "setting:site_name", "某省通办"),
            ("sysadmin", "setting:password_days", 60),
            ("sysadmin", "setting:session_single", False),
        ]


def test_nothing_is_changed_when_one_does_not_fit_and_the_input_stays(
    app: Flask, sysadmin: FlaskClient
) -> None:
    fields = {"password_days": "60", "sign_in_failures": "2", "site_name": "新名"}
    answer = submit(sysadmin, PAGE, fields, page=PAGE)
    assert answer.status_code == 422
    assert 'href="#sign_in_failures"' in answer.text
    assert "3 到 20 之间的整数" in answer.text
    assert 'value="新名"' in answer.text
    assert 'value="新名"' not in sysadmin.get(PAGE).text


def test_default_is_restored(app: Flask, sysadmin: FlaskClient) -> None:
    set_up(app, password_days="60")
    assert "恢复默认" in sysadmin.get(PAGE).text
    assert submit(sysadmin, f"{PAGE}password_days/restore", {}, page=PAGE).location == PAGE
    assert "已恢复默认值" in sysadmin.get(PAGE).text
    assert "恢复默认" not in sysadmin.get(PAGE).text
    assert submit(sysadmin, f"{PAGE}no_such/restore", {}, page=PAGE).status_code == 404


def test_another_worker_takes_a_change_up_at_its_next_request(
    app: Flask, sysadmin: FlaskClient, office_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = make_app(office_url, tmp_path_factory.mktemp("other"), clock=platform_of(app).clock)
    browser = other.test_client()
    assert "0431" not in browser.get("/login").text
    submit(sysadmin, PAGE, {"contact_phone": "0431-85076811"}, page=PAGE)
    assert "0431-85076811" in browser.get("/login").text
    platform_of(other).database.close()


def test_who_may_look_only_finds_no_button(app: Flask, client: FlaskClient, clerk: FlaskClient) -> None:
    for username in ("secadmin", "auditor"):
        browser = entered(app, username)
        page = browser.get(PAGE)
        assert (page.status_code, ">保存<" in page.text) == (200, False)
        assert submit(browser, PAGE, {"password_days": "1"}, page="/profile").status_code == 403
    assert (clerk.get(PAGE).status_code, client.get(PAGE).status_code) == (403, 302)


def test_it_speaks_english(sysadmin: FlaskClient) -> None:
    submit(sysadmin, "/language", {"locale": "en"}, page="/profile")
    assert "Days a password of staff lasts" in sysadmin.get(PAGE).text

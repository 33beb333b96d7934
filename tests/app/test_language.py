"""Chinese unless the visitor chose English."""

import pytest
from flask.testing import FlaskClient

from tests.app.offices import submit


def test_chinese_comes_first(client: FlaskClient) -> None:
    html = client.get("/login", headers={"Accept-Language": "en-US"}).text
    assert '<html lang="zh-CN">' in html
    assert "登录通办" in html


def test_chosen_language_stays(client: FlaskClient) -> None:
    answer = submit(client, "/language", {"locale": "en", "next": "/login?next=/profile"})
    assert answer.location == "/login?next=/profile"
    html = client.get("/login").text
    assert '<html lang="en">' in html
    assert "Sign in to Tongban" in html


@pytest.mark.parametrize("locale", ["", "fr", "../../etc", "zh"])
def test_language_we_do_not_speak_changes_nothing(client: FlaskClient, locale: str) -> None:
    submit(client, "/language", {"locale": locale, "next": "/login"})
    assert '<html lang="zh-CN">' in client.get("/login").text


def test_switch_stays_on_this_site(client: FlaskClient) -> None:
    assert submit(client, "/language", {"locale": "en", "next": "//evil.invalid"}).location == "/"

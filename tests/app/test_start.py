"""The page after signing in."""

from flask.testing import FlaskClient


def test_clerk_without_rights_is_told_whom_to_ask(clerk: FlaskClient) -> None:
    html = clerk.get("/").text
    assert "还没有可用的功能" in html
    assert "“clerk”" in html
    assert "/apps/" not in html


def test_administrator_finds_the_apps(admin: FlaskClient) -> None:
    html = admin.get("/").text
    assert 'href="/apps/"' in html
    assert "还没有安装插件" in html


def test_menu_marks_where_one_is(admin: FlaskClient) -> None:
    html = admin.get("/apps/").text
    assert html.count('href="/apps/" aria-current="page"') >= 2

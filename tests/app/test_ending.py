"""The end of a session: every page says how far off it is, and a button puts it off as far as may be."""

from flask.testing import FlaskClient

from app.identity import SINCE
from tests.app.offices import submit

FRAGMENT = {"X-Fragment": "1"}


def test_every_page_says_when_the_session_ends(admin: FlaskClient, client: FlaskClient) -> None:
    assert 'data-ending="1800"' in admin.get("/profile").text
    assert "data-ending" not in client.get("/login").text


def test_the_button_says_how_long_it_lasts_now(admin: FlaskClient) -> None:
    answer = submit(admin, "/session/keep", {}, page="/profile", headers=FRAGMENT)
    assert answer.json == {"left": 1800}
    assert "Set-Cookie" in answer.headers


def test_nobody_stays_longer_than_allowed(admin: FlaskClient) -> None:
    with admin.session_transaction() as kept:
        kept[SINCE] -= 12 * 3600 - 120
    assert submit(admin, "/session/keep", {}, page="/profile", headers=FRAGMENT).json == {"left": 120}


def test_without_scripts_the_button_leads_back(admin: FlaskClient) -> None:
    assert submit(admin, "/session/keep", {"next": "/find"}, page="/profile").location == "/find"
    assert submit(admin, "/session/keep", {"next": "//evil.invalid"}, page="/profile").location == "/"


def test_a_session_that_has_ended_is_not_kept(client: FlaskClient) -> None:
    assert submit(client, "/session/keep", {}).location == "/login"

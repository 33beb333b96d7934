"""The session cookie: read as Flask reads it, however often it comes."""

from datetime import timedelta
from time import time

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from app.cookies import CookieSessions


@pytest.fixture
def site() -> Flask:
    """An application with one page that changes the session and one that shows it."""
    made = Flask("bare")
    made.secret_key = "one"
    made.config["SESSION_REFRESH_EACH_REQUEST"] = False
    made.session_interface = CookieSessions()

    @made.get("/set")
    def change() -> str:
        session["words"] = [*session.get("words", []), "w"]
        session["name"] = "王"
        return "kept"

    @made.get("/show")
    def show() -> str:
        # a change in place, which must not reach whoever comes with the same cookie next
        session.get("words", []).append("x")
        return f"{session.get('name')}{len(session.get('words', []))}"

    @made.get("/plain")
    def plain() -> str:
        return "plain"

    return made


@pytest.fixture
def browser(site: Flask) -> FlaskClient:
    """A browser that has a session."""
    client = site.test_client()
    client.get("/set")
    return client


def test_the_same_cookie_says_the_same_every_time(browser: FlaskClient) -> None:
    assert [browser.get("/show").text for _ in range(3)] == ["王2"] * 3


def test_a_forged_cookie_says_nothing(site: Flask, browser: FlaskClient) -> None:
    browser.get("/show")
    good = browser.get_cookie("session")
    assert good
    other = site.test_client()
    other.set_cookie("session", f"A{good.value}")
    assert other.get("/show").text == "None0"


def test_a_cookie_ends_with_its_lifetime(
    site: Flask, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.permanent_session_lifetime = timedelta(minutes=1)
    assert browser.get("/show").text == "王2"
    now = time()
    monkeypatch.setattr("app.cookies.time", lambda: now + 70)
    assert browser.get("/show").text == "None0"
    monkeypatch.setattr("app.cookies.time", lambda: now - 70)
    assert browser.get("/show").text == "None0"


def test_a_cookie_of_former_keys_is_read_as_long_as_they_are_kept(site: Flask, browser: FlaskClient) -> None:
    browser.get("/show")
    site.secret_key = "two"
    assert browser.get("/show").text == "None0"
    site.config["SECRET_KEY_FALLBACKS"] = ["one"]
    assert browser.get("/show").text == "王2"


def test_only_an_answer_that_looked_at_the_session_depends_on_it(browser: FlaskClient) -> None:
    assert browser.get("/show").headers["Vary"] == "Cookie"
    assert "Vary" not in browser.get("/plain").headers
    assert "Set-Cookie" not in browser.get("/show").headers
    assert "Set-Cookie" in browser.get("/set").headers

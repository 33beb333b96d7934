"""app.frames: what stands around a page is drawn once, and filled in for nobody but the visitor."""

import re

from flask import Flask
from flask.testing import FlaskClient

from app.frames import DRAWN, KEPT, SECRET, csrf_token, frame
from tests.app.offices import entered, platform_of, submit, token

BAR = re.compile(r'<header class="o-bar">.*?</header>', re.DOTALL)


def bar(client: FlaskClient, path: str = "/profile") -> str:
    """The bar of a page, without its token."""
    found = BAR.search(client.get(path).text)
    assert found
    return re.sub(r'name="csrf_token" value="[^"]+"', "", found[0])


def test_it_is_drawn_once_and_names_whoever_asks(app: Flask) -> None:
    first, second = entered(app, "sysadmin"), entered(app, "clerk")
    assert "sysadmin" in bar(first)
    drawn = len(app.extensions[DRAWN])
    assert bar(first) == bar(first)
    assert len(app.extensions[DRAWN]) == drawn
    assert "sysadmin" not in bar(second)
    assert "clerk" in bar(second)
    assert SECRET not in first.get("/profile").text


def test_every_visitor_has_their_own_token(app: Flask) -> None:
    first, second = entered(app, "sysadmin"), entered(app, "clerk")
    tokens = [token(one, "/profile") for one in (first, second)]
    assert tokens[0] != tokens[1]
    assert len(set(re.findall(r'name="csrf_token" value="([^"]+)"', first.get("/profile").text))) == 1
    stolen = first.post("/session/keep", data={"csrf_token": tokens[1]})
    assert stolen.status_code == 400


def test_it_leads_back_to_the_page_and_follows_the_visitors_choices(admin: FlaskClient) -> None:
    assert 'name="next" value="/admin/calendar/?year=2026&amp;day=2026-01-01"' in bar(
        admin, "/admin/calendar/?year=2026&day=2026-01-01"
    )
    submit(admin, "/large-type", {"large": "1"}, page="/profile")
    assert "标准字号" in bar(admin)
    submit(admin, "/language", {"locale": "en"}, page="/profile")
    assert "Sign out" in bar(admin)
    assert 'aria-current="page"' in bar(admin, "/profile").partition("o-cmd")[2]
    assert 'aria-current="page"' not in bar(admin, "/find").partition("o-cmd")[2]


def test_a_name_cannot_bring_html_in(app: Flask) -> None:
    sysadmin = entered(app, "sysadmin")
    fields = {"username": "odd", "name": "<b>王", "email": ""}
    assert submit(sysadmin, "/admin/accounts/add", fields, page="/profile").status_code == 302
    assert "&lt;b&gt;王" in bar(entered(app, "odd"))


def test_the_oldest_frames_are_forgotten(app: Flask) -> None:
    with app.test_request_context("/login"):
        app.preprocess_request()
        for number in range(KEPT + 5):
            frame("apparatus", f"{number}")
        assert len(app.extensions[DRAWN]) <= KEPT
        assert csrf_token() == csrf_token()
    platform_of(app).database.session.remove()

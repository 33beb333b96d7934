"""What every answer says to the browser."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, Response, request, send_file
from flask.testing import FlaskClient

from app.headers import PROTECTION, protected
from kernel.web import Door, access_map
from tests.app.offices import make_app, sign_in

POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
OUTSIDE = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.IGNORECASE)
PAGES = (
    "/",
    "/profile",
    "/admin/accounts/list/",
    "/admin/accounts/show/1",
    "/admin/roles/list/",
    "/admin/roles/show/1",
    "/nowhere",
    "/healthz",
    "/apps/",
)


@pytest.mark.parametrize("path", ["/login", "/", "/nowhere", "/static/css/tokens.css", "/healthz", "/api/x"])
def test_headers_are_on_every_answer(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", PAGES)
def test_page_holds_nothing_the_policy_forbids(admin: FlaskClient, path: str) -> None:
    html = admin.get(path).text
    assert INLINE.findall(html) == []
    assert OUTSIDE.findall(html) == []


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/healthz"])
def test_answer_about_somebody_is_not_kept(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_file_that_is_taken_away_is_kept_by_nobody_unless_it_says_so(office_url: str, tmp_path: Path) -> None:
    app = make_app(office_url, tmp_path)

    def taken() -> Response:
        answer = send_file(BytesIO(b"x"), mimetype="text/csv", as_attachment=True, download_name="x.csv")
        if "said" in request.args:
            answer.headers["Cache-Control"] = "private, max-age=60"
        return answer

    app.add_url_rule("/taken", "taken", taken)
    access_map(app)["taken"] = Door.PUBLIC
    client = app.test_client()
    assert client.get("/taken").headers["Cache-Control"] == "no-store"
    assert client.get("/taken?said=1").headers["Cache-Control"] == "private, max-age=60"
    with client.get("/static/css/tokens.css") as unversioned:
        assert unversioned.headers["Cache-Control"] == "no-cache"


def test_file_named_by_its_digest_is_kept_for_ever(client: FlaskClient) -> None:
    sheet = re.search(r'href="(/static/css/tokens.css\?v=[0-9a-f]{10})"', client.get("/login").text)
    assert sheet
    with client.get(sheet[1]) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_missing_file_is_not_kept(client: FlaskClient) -> None:
    assert client.get("/static/nothing.css?v=1").headers["Cache-Control"] == "no-store"


def test_cookie_is_out_of_reach(client: FlaskClient) -> None:
    cookie = sign_in(client, "admin").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_cookie_is_secure_behind_https(office_url: str, tmp_path: Path) -> None:
    app: Flask = make_app(office_url, tmp_path, PUBLIC_URL="https://tongban.invalid")
    answer = app.test_client().get("/login", base_url="https://tongban.invalid")
    assert answer.headers["Set-Cookie"].startswith("__Host-tongban=")
    assert "Secure" in answer.headers["Set-Cookie"].split("; ")
    assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/apps", "/studio", "/admin/accounts/list"])
def test_way_to_the_proper_address_names_no_host(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}?q=1", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer.location) == (308, f"{path}/?q=1")


def test_an_answer_may_say_otherwise_only_where_a_file_must() -> None:
    own = [("x-frame-options", "SAMEORIGIN"), ("Referrer-Policy", "unsafe-url"), ("X-Own", "1")]
    found = protected(own, (("Strict-Transport-Security", "max-age=1"),))
    assert dict(found) == {
        **{name: value for name, value in PROTECTION.items() if name != "X-Frame-Options"},
        "x-frame-options": "SAMEORIGIN",
        "X-Own": "1",
        "Strict-Transport-Security": "max-age=1",
    }
    assert len(found) == len(dict(found))


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/static/css/tokens.css"])
def test_who_asks_for_the_head_is_told_as_much_without_the_page(client: FlaskClient, path: str) -> None:
    with client.get(path) as page, client.head(path) as head:
        assert head.status_code == page.status_code
        assert head.data == b""
        assert head.content_length
        assert set(head.headers.keys()) >= PROTECTION.keys()

"""app.menus: navigation is drawn once for each kind of visitor and place, and never for another."""

import re

from flask import Flask
from flask.testing import FlaskClient

from app.menus import DRAWN
from tests.app.offices import submit

BAR = re.compile(r'<nav class="o-nav"[^>]*>(.*?)</nav>', re.DOTALL)
HERE = re.compile(r'<a [^>]*aria-current="page"[^>]*>([^<]+)</a>')


def bar(client: FlaskClient, path: str) -> str:
    """The bar of a page."""
    found = BAR.search(client.get(path).text)
    return found[1] if found else ""


def test_a_bar_is_drawn_once_for_pages_of_the_same_place(app: Flask, admin: FlaskClient) -> None:
    first = bar(admin, "/apps/")
    drawn = len(app.extensions[DRAWN])
    assert bar(admin, "/apps/") == first
    assert len(app.extensions[DRAWN]) == drawn


def test_each_page_marks_its_own_entry(admin: FlaskClient) -> None:
    assert [HERE.findall(bar(admin, path)) for path in ("/apps/", "/studio/", "/apps/")] == [
        ["插件"],
        ["设计中心"],
        ["插件"],
    ]


def test_the_bar_follows_the_language(admin: FlaskClient) -> None:
    assert "插件" in bar(admin, "/apps/")
    submit(admin, "/language", {"locale": "en"}, page="/profile")
    assert "Studio" in bar(admin, "/apps/")


def test_nobody_is_shown_the_bar_of_somebody_else(admin: FlaskClient, clerk: FlaskClient) -> None:
    assert "插件" in bar(admin, "/profile")
    assert "插件" not in bar(clerk, "/profile")

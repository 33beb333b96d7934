"""Walking the site: every page that links lead to for somebody, one for each route and set of arguments."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.exceptions import HTTPException

from tests.stories.visitor import Visitor

MOST = 400
"""Addresses that are looked at: a walk that does not end is a mistake of the test."""
UNSEEN = ("/static/",)
Kind = tuple[str, frozenset[str]]


def walked(app: Flask, client: FlaskClient, *starts: str) -> Iterator[tuple[str, Visitor]]:
    """Every kind of page that can be reached by links from these, with its address as the link had it."""
    waiting, seen, kinds = list(starts), set(starts), set[Kind]()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(app, address)
        if kind is None or kind in kinds:
            continue
        kinds.add(kind)
        assert len(kinds) < MOST, address
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype != "text/html":
            continue
        assert answer.status_code == 200, f"{answer.status_code} {address}"
        page = Visitor(client, answer, html.document_fromstring(answer.text))
        yield address, page
        for found in addresses(page, answer.request.path):
            if found not in seen:
                seen.add(found)
                waiting.append(found)


def kind_of(app: Flask, address: str) -> Kind | None:
    """The route of an address with the names of its arguments; none when there is no page."""
    parts = urlsplit(address)
    try:
        endpoint, _ = app.url_map.bind("localhost").match(parts.path, method="GET")
    except HTTPException:
        return None
    return str(endpoint), frozenset(parse_qs(parts.query))


def addresses(page: Visitor, here: str) -> Iterator[str]:
    """Where the links of a page lead on this site."""
    for link in page.tree.iter("a"):
        target = urljoin(here, link.get("href", "").partition("#")[0])
        if target.startswith("/") and not target.startswith(("//", *UNSEEN)):
            yield target

"""The addresses of the application: found by following every link and form, made up where nothing leads."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from lxml import etree, html
from werkzeug.exceptions import HTTPException
from werkzeug.routing import AnyConverter, MapAdapter, RequestRedirect, Rule
from werkzeug.routing.converters import NumberConverter
from werkzeug.test import TestResponse

READING, ACTING = ("GET",), ("POST", "PUT", "PATCH", "DELETE")
BUTTONS = ".//button[@name or @formaction]"
EACH = 1
"""Addresses of one route that are opened and kept for one person."""


@dataclass(frozen=True, slots=True)
class Address:
    """A way in: a route with the numbers and names filled in."""

    endpoint: str
    method: str
    path: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a page offers it: where it is posted, and what a browser would send."""

    address: Address
    fields: tuple[tuple[str, str], ...]


@dataclass
class Found:
    """What one person comes to by following links: the addresses, the forms, and what was broken on the way."""

    addresses: dict[str, list[Address]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    broken: list[str] = field(default_factory=list)


class Map:
    """The routes of an application, by their addresses."""

    def __init__(self, app: Flask) -> None:
        self.adapter: MapAdapter = app.url_map.bind("localhost")
        self.rules: list[Rule] = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]

    def address(self, target: str, method: str = "GET") -> Address | None:
        """The way in that an address on a page means; none when it leads elsewhere."""
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return None
        try:
            endpoint, _ = self.adapter.match(parts.path, method)
        except (HTTPException, RequestRedirect):
            return None
        return Address(endpoint, method, parts._replace(fragment="").geturl())

    def invented(self) -> Iterator[Address]:
        """One address for every method of every route, whether anything leads there or not."""
        for rule in self.rules:
            values = {name: _stand_in(rule, name) for name in rule.arguments}
            for method in sorted((rule.methods or set()) & {*READING, *ACTING}):
                path = self.adapter.build(rule.endpoint, values, method)
                yield Address(rule.endpoint, method, path)


def explored(opened: Callable[[Address], TestResponse], routes: Map, *, start: Address) -> Found:
    """Everything one comes to from the start page; each route is opened a few times only."""
    found, waiting = Found(), [start]
    times: dict[str, int] = defaultdict(int)
    seen = {start.path}
    while waiting:
        way = waiting.pop(0)
        answer = opened(way)
        if answer.status_code >= 400:
            found.broken.append(f"{way.path} answers {answer.status_code}")
            continue
        targets = [answer.location] if answer.location else []
        if answer.mimetype == "text/html" and not answer.location:
            links, forms = read(answer, routes)
            targets += links
            for form in forms:
                _keep(found.forms[form.address.endpoint], form)
        for next_way in filter(None, map(routes.address, targets)):
            if next_way.path not in seen:
                seen.add(next_way.path)
                _keep(found.addresses[next_way.endpoint], next_way)
                times[next_way.endpoint] += 1
                waiting += [next_way] if times[next_way.endpoint] <= EACH else []
    return found


def read(answer: TestResponse, routes: Map) -> tuple[list[str], list[Form]]:
    """The links of a page, and its forms."""
    try:
        tree = html.document_fromstring(answer.get_data())
    except etree.ParserError:
        return [], []
    links = [link.get("href") for link in tree.iter("a") if link.get("href")]
    forms = []
    for form in tree.iter("form"):
        method = (form.get("method") or "get").upper()
        fields = tuple((name, value) for name, value in form.form_values() if name != "csrf_token")
        for button in (None, *form.xpath(BUTTONS)):
            given = dict(button.attrib) if button is not None else {}
            action = given.get("formaction") or form.get("action") or answer.request.path
            pressed = ((given["name"], given.get("value", "")),) if "name" in given else ()
            if target := routes.address(action, method):
                forms.append(Form(target, fields + pressed))
    return links, forms


def _keep(kept: list[Any], one: Address | Form) -> None:
    if len(kept) < EACH and one not in kept:
        kept.append(one)


def _stand_in(rule: Rule, name: str) -> object:
    match rule._converters[name]:
        case AnyConverter() as one_of:
            return min(one_of.items)
        case NumberConverter():
            return 1
        case _:
            return "nothing"

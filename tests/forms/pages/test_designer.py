"""The designer over HTTP, as a browser without scripts uses it."""

import re
from html import unescape
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.app.offices import entered
from tests.app.plugin_office import FORM, post

NUMBERS = count(1)
SEEN = re.compile(r'name="_seen" value="([^"]+)"')
NODE = re.compile(r'id="node-([a-z0-9_]+)"')


class Board:
    """A form in one person's designer."""

    def __init__(self, client: FlaskClient, name: str) -> None:
        self.client, self.name = client, name

    @property
    def page(self) -> str:
        return self.client.get(f"/studio/forms/{self.name}").text

    @property
    def seen(self) -> str:
        found = SEEN.search(self.page)
        assert found
        return found[1]

    @property
    def nodes(self) -> list[str]:
        """The names of what is on the canvas."""
        return NODE.findall(self.page)

    def act(self, word: str, at: str = "", *, seen: str = "", **fields: object) -> TestResponse:
        """What the designer answers to a button."""
        posted = {"act": word, "at": at, "_seen": seen or self.seen, **fields}
        return post(self.client, f"/studio/forms/{self.name}/act", posted, page="/studio/")

    def added(self, type_name: str, at: str = "") -> str:
        """The name of a field that was added."""
        before = set(self.nodes)
        assert self.act("add", at, type=type_name).status_code == 303
        (name,) = set(self.nodes) - before
        return name

    def set(self, at: str, **values: object) -> TestResponse:
        """The property sheet posted with these inputs; dots are written as two underscores."""
        inputs = {f"p.{key.replace('__', '.')}": value for key, value in values.items()}
        keys = {name.split(".")[1] for name in inputs}
        return self.act("set", at, _has=sorted(keys), **inputs)

    def sheet(self, at: str) -> str:
        return unescape(self.client.get(f"/studio/forms/{self.name}", query_string={"at": at}).text)


def begun(client: FlaskClient) -> Board:
    """A new form of the visitor's."""
    number = f"form_{next(NUMBERS)}"
    made = post(
        client, "/studio/forms/new", {"title.zh": "新表", "title.en": "New", "id": number}, page="/studio/"
    )
    assert made.status_code == 303, made.text
    return Board(client, f"studio.{number}")


@pytest.fixture(scope="module")
def admin(studio_office: Flask) -> FlaskClient:
    return entered(studio_office, "admin")


@pytest.fixture(scope="module")
def other(studio_office: Flask) -> FlaskClient:
    return entered(studio_office, "sysadmin")


def test_a_form_of_a_plugin_opens_with_all_its_fields(admin: FlaskClient) -> None:
    page = Board(admin, FORM).page
    assert "node-enterprise_name" in page
    assert "企业名称" in page


def test_a_new_form_takes_fields_in_the_order_in_which_they_are_added(admin: FlaskClient) -> None:
    board = begun(admin)
    first = board.added("text")
    second = board.added("date", first)
    between = board.added("phone", first)
    assert board.nodes == ["section_1", first, between, second]

"""A form in somebody's designer, as a browser without scripts uses it."""

from itertools import count
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms.designing.board import FORMS
from forms.designing.nodes import place_of, places
from kernel.db import transaction
from kernel.designs.working import Working, working
from tests.app.offices import platform_of
from tests.app.plugin_office import post

NUMBERS = count(1)


class Board:
    """A form in one person's designer."""

    def __init__(self, client: FlaskClient, name: str, owner: str = "admin") -> None:
        self.client, self.name, self.owner = client, name, owner

    @property
    def page(self) -> str:
        return self.client.get(f"/studio/forms/{self.name}").text

    @property
    def work(self) -> Working:
        """The form as the visitor of this browser has it."""
        with transaction(platform_of(self.client.application).database.engine) as session:
            return working(session, FORMS, self.name, self.owner)

    @property
    def seen(self) -> str:
        return self.work.token

    @property
    def nodes(self) -> list[str]:
        """The names of what is on the board."""
        return [place.node["name"] for place in places(self.work.body)]

    def body(self, at: str) -> dict[str, Any]:
        """What the draft says of a node."""
        return dict(place_of(self.work.body, at).node)

    def act(self, word: str, at: str = "", *, seen: str = "", **fields: Any) -> TestResponse:
        """What the designer answers to a button."""
        posted = {"act": word, "at": at, "_seen": seen or self.seen, **fields}
        return post(self.client, f"/studio/forms/{self.name}/act", posted, page="/studio/")

    def added(self, type_name: str, at: str = "") -> str:
        """The name of a field that was added."""
        answer = self.act("add", at, type=type_name)
        assert answer.status_code == 303
        return answer.location.partition("#node-")[2]

    def set(self, at: str, **values: Any) -> TestResponse:
        """The property sheet posted with these inputs; dots are written as two underscores."""
        inputs = {f"p.{key.replace('__', '.')}": value for key, value in values.items()}
        keys = {name.split(".")[1] for name in inputs}
        return self.act("set", at, _has=sorted(keys), **inputs)


def begun(client: FlaskClient) -> Board:
    """A new form of the visitor's."""
    number = f"form_{next(NUMBERS)}"
    made = post(
        client, "/studio/forms/new", {"title.zh": "新表", "title.en": "New", "id": number}, page="/studio/"
    )
    assert made.status_code == 303, made.text
    return Board(client, f"studio.{number}")


def proposed(board: Board, reason: str = "新的规定") -> TestResponse:
    """The draft handed to a second person."""
    fields = {"_seen": board.seen, "reason": reason}
    return post(board.client, f"/studio/forms/{board.name}/propose", fields, page="/studio/")


def published(client: FlaskClient, proposal: str) -> TestResponse:
    return post(client, f"{proposal}/publish", {}, page="/studio/")

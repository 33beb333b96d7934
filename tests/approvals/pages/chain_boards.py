"""A chain in somebody's designer, as a browser without scripts uses it."""

from itertools import count
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from approvals.designing.board import CHAINS
from approvals.designing.nodes import names, place_of
from kernel.db import transaction
from kernel.designs.working import Working, working
from tests.app.offices import platform_of
from tests.app.plugin_office import post

NUMBERS = count(1)


class Board:
    """A chain in one person's designer."""

    def __init__(self, client: FlaskClient, name: str, owner: str = "admin") -> None:
        self.client, self.name, self.owner = client, name, owner

    @property
    def page(self) -> str:
        return self.client.get(f"/studio/chains/{self.name}").text

    @property
    def work(self) -> Working:
        """The chain as the visitor of this browser has it."""
        with transaction(platform_of(self.client.application).database.engine) as session:
            return working(session, CHAINS, self.name, self.owner)

    @property
    def nodes(self) -> list[str]:
        """The names of what is on the board."""
        return names(self.work.body)

    def body(self, at: str) -> dict[str, Any]:
        """What the draft says of a node."""
        return dict(place_of(self.work.body, at).node)

    def act(self, word: str, at: str = "", *, seen: str = "", **fields: Any) -> TestResponse:
        """What the designer answers to a button."""
        posted = {"act": word, "at": at, "_seen": seen or self.work.token, **fields}
        return post(self.client, f"/studio/chains/{self.name}/act", posted, page="/studio/")

    def added(self, kind: str, into: str = "", before: str = "", *, at: str = "") -> str:
        """The name of a node that was added."""
        answer = self.act("add", at, type=kind, into=into, before=before)
        assert answer.status_code == 303, answer.text
        return answer.location.partition("#node-")[2]

    def set(self, at: str, **values: Any) -> TestResponse:
        """The sheet posted with these inputs; dots are written as two underscores."""
        inputs = {key.replace("__", "."): value for key, value in values.items()}
        keys = {name.removesuffix(".zh").removesuffix(".en") for name in inputs}
        posted = {f"p.{name}": value for name, value in inputs.items()}
        return self.act("set", at, _has=sorted(keys), **posted)

    def proposed(self, reason: str = "新的规定") -> TestResponse:
        """The draft handed to a second person."""
        fields = {"_seen": self.work.token, "reason": reason}
        return post(self.client, f"/studio/chains/{self.name}/propose", fields, page="/studio/")


def begun(client: FlaskClient, owner: str = "admin") -> Board:
    """A new chain of the visitor's."""
    number = f"chain_{next(NUMBERS)}"
    fields = {"title.zh": "新链", "title.en": "New", "id": number}
    made = post(client, "/studio/chains/new", fields, page="/studio/")
    assert made.status_code == 303, made.text
    return Board(client, f"studio.{number}", owner)


def sound(board: Board) -> Board:
    """The chain with an authority that decides in time, which can be published."""
    city = board.added("act", ".")
    board.set(city, title__zh="市级审批", title__en="City", office__level="city", office__routing="any")
    board.set(city, role="city_clerk", clock__days="20")
    return board

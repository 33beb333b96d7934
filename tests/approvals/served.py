"""The workbench served by several processes, and many clerks who speak HTTP to it at once, each with a session."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from app.demo import PASSWORD
from approvals.acts import recording
from kernel import definitions
from kernel.accounts import account_id, add_account
from kernel.clock import FixedClock, SystemClock
from kernel.db import transaction
from tests.app.installations import BUILT_IN
from tests.app.offices import enter, make_app
from tests.app.processes import ROOT, asked, until
from tests.approvals import clerks
from tests.approvals.offices import CITY
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN, Office, toys, workbench_office

URL, FOLDER, NUMBER, PARTS = "SERVED_URL", "SERVED_FOLDER", "SERVED_CLERKS", "SERVED_PARTS"
WORKERS, THREADS = 2, 12
API = "/api/v1/cases"
Answer = tuple[int, Any]
"""Status and body; JSON is read."""


@dataclass
class Clerk:
    """Somebody at a browser of their own, on a connection that stays open."""

    name: str
    port: int
    cookie: str
    token: str
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def act(self, case: int, verb: str, *, seen: int = 2, step: str = "acceptance", **given: Any) -> Answer:
        """The act over the JSON interface."""
        return self.say(f"/{case}/acts", verb=verb, step=step, seen=seen, **given)

    def say(self, path: str, **given: Any) -> Answer:
        """The object posted to the JSON interface."""
        head = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        return self._sent("POST", f"{API}{path}", json.dumps(given), head)

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Answer:
        """A form as the page has it; where it leads to another page, that."""
        body = urlencode([*fields, ("csrf_token", self.token)])
        return self._sent("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _sent(self, method: str, path: str, body: str | None, head: Mapping[str, str]) -> Answer:
        self.connection.request(method, path, body, {"Cookie": self.cookie, **head})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status == HTTPStatus.SEE_OTHER:
            return self._sent("GET", answer.headers["Location"], None, {})
        return answer.status, json.loads(text) if answer.getheader("Content-Type", "").endswith(
            "json"
        ) else text


@dataclass
class Served:
    """The office behind the pages, and the clerks before them."""

    office: Office
    clerks: Sequence[Clerk]


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """All acts begin together; what each came to."""
    together = Barrier(len(acts))
    came: list[Any] = [None] * len(acts)

    def run(number: int) -> None:
        together.wait()
        came[number] = acts[number]()

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


PASSED_ON = make_chain(
    make_fill("filing", files=True),
    make_step("acceptance", role="city_clerk", clock={"days": 5}, verbs=["accept", "not_accept"]),
    make_step("decision", office={"level": "province", "routing": "by_region"}, role="province_clerk"),
)
"""From one office to another, so that an act moves the counts of both."""


@contextmanager
def served_office(folder: Path, body: dict[str, Any], *, number: int) -> Iterator[Served]:
    """So many clerks of one office, signed in, at a site of several processes on PostgreSQL; their cases go this way."""
    with workbench_office(folder, FixedClock(SystemClock().now()), "postgresql") as office:
        with transaction(office.engine) as session:
            draft = definitions.Draft(CHAIN, "chain", "toy", body)
            definitions.publish(session, [draft], actor="test", reason="", at=office.clock.now())
            for username, (name, role, _) in crowd(number).items():
                add_account(session, username, name=name, password=PASSWORD, roles=(role,))
        with _site(office, folder, number) as port:
            signed_in = [_signed_in(office, username, port) for username in crowd(number)]
            yield Served(office, signed_in)
            for clerk in signed_in:
                clerk.connection.close()


def crowd(number: int) -> dict[str, tuple[str, str, int]]:
    """The clerks by their accounts: name, role, office."""
    return {f"clerk{one:03}": (f"员{one:03}", "city_clerk", CITY) for one in range(number)}


def app() -> Flask:
    """The application as each process of the site makes it."""
    clerks.PEOPLE.update(crowd(int(os.environ[NUMBER])))
    recording.PARTS = int(os.environ.get(PARTS, recording.PARTS))
    with toys():
        return make_app(os.environ[URL], Path(os.environ[FOLDER]), PLUGIN_FOLDERS=BUILT_IN)


@contextmanager
def _site(office: Office, folder: Path, number: int) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    url = office.engine.url.render_as_string(hide_password=False)
    gunicorn = "import sys; from gunicorn.app.wsgiapp import run; sys.exit(run())"
    words = [*("-b", f"127.0.0.1:{port}", "-w", str(WORKERS), "-k", "gthread", "--threads", str(THREADS))]
    words += ["--keep-alive", "60", "--log-level", "error", "tests.approvals.served:app()"]
    process = subprocess.Popen(
        [sys.executable, "-c", gunicorn, *words],
        cwd=ROOT,
        env=os.environ | {URL: url, FOLDER: str(folder), NUMBER: str(number)},
    )
    try:
        assert until(lambda: _answers(port), patience=180)
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        return asked(port, "/healthz")[0] == 200
    except OSError:
        return False


def _signed_in(office: Office, username: str, port: int) -> Clerk:
    """A session as signing in makes it, without the time that two hundred passwords take."""
    app = office.app
    client, known = app.test_client(), secrets.token_hex(20)
    with transaction(office.engine) as session:
        user = account_id(session, username)
    assert user is not None
    enter(app, client, user)
    with client.session_transaction() as kept:
        kept["csrf_token"] = known
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    token = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(known)
    return Clerk(username, port, f"{name}={cookie.value}", str(token))

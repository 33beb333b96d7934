"""The application of a test: demo accounts, a clock that stands, a client that fills in forms."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import demo
from app.factory import SHELL, create_app
from app.identity import EPOCH, NUMBER, SEEN, SINCE, USER_ID
from app.rules import synchronise
from kernel.accounts import account_id
from kernel.accounts.sessions import begin
from kernel.clock import Clock
from kernel.db import Database
from kernel.migrations import upgrade_core
from kernel.registry import MARKS, Entry, Registry
from kernel.settings import change
from kernel.versions import versions_of
from kernel.web import Platform

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
REFERENCE = re.compile(r"E-[0-9A-F]{4}-[0-9A-F]{4}")


def make_app(url: str, folder: Path, *, clock: Clock | None = None, **overrides: Any) -> Flask:
    """The shell alone on this database."""
    settings: Mapping[str, Any] = {
        "DATABASE_URL": url,
        "DATA_DIR": folder / "data",
        "KEYS_FILE": folder / "keys.json",
        "PLUGIN_FOLDERS": (),
        "DEMO": True,
        **overrides,
    }
    return create_app(settings, clock=clock)


def fill(url: str) -> None:
    """The core schema, the shell's permissions and the demo accounts."""
    from kernel.loading import registry_of

    database = Database(url)
    upgrade_core(database.engine)
    registry: Registry = registry_of([], shell=SHELL)
    with database.transaction() as session:
        synchronise(session, registry)
    demo.load(database)
    database.close()


def platform_of(app: Flask) -> Platform:
    """The platform of the application."""
    found: Platform = app.extensions["tongban"]
    return found


def sign_in(client: FlaskClient, username: str, password: str = demo.PASSWORD, **query: str) -> TestResponse:
    """What the sign-in form answers."""
    return submit(client, "/login", {"username": username, "password": password}, query_string=query)


def entered(app: Flask, username: str) -> FlaskClient:
    """The browser of somebody who has signed in, without the time that trying a password takes."""
    here, client = platform_of(app), app.test_client()
    with here.database.transaction() as session:
        user = account_id(session, username)
    assert user is not None, username
    enter(app, client, user)
    return client


def enter(app: Flask, client: FlaskClient, user: int) -> None:
    """This browser has a session of the account."""
    here, now = platform_of(app), platform_of(app).clock.now()
    with here.database.transaction() as session:
        number = begin(session, user, now=now, address="127.0.0.1", agent="")
    here.database.session.remove()
    with here.database.engine.connect() as connection:
        epoch = versions_of(connection, user).epoch
    moment = int(now.timestamp())
    with client.session_transaction() as kept:
        kept.update({USER_ID: str(user), NUMBER: number, EPOCH: epoch, SINCE: moment, SEEN: moment})
        kept.permanent = True


def set_up(app: Flask, **values: str) -> None:
    """The settings have these values from now on."""
    here = platform_of(app)
    with here.database.transaction() as session:
        for name, text in values.items():
            change(session, here.registry, name, text, actor="test", now=here.clock.now(), address="")


def offering(here: Platform, thing: Any) -> Platform:
    """The platform with one marked thing more, as if the shell offered it."""
    (mark,) = vars(thing)[MARKS]
    entry = Entry(mark.seam, mark.name, "app", thing, mark.options)
    known = here.registry
    entries = {**known._entries, mark.seam: {**known._entries.get(mark.seam, {}), mark.name: entry}}
    return replace(here, loaded=replace(here.loaded, registry=replace(known, _entries=entries)))


def submit(
    client: FlaskClient, path: str, fields: Mapping[str, str], *, page: str = "/login", **options: Any
) -> TestResponse:
    """The form posted with the token of a page that this client may open."""
    return client.post(path, data={**fields, "csrf_token": token(client, page)}, **options)


def token(client: FlaskClient, page: str = "/login") -> str:
    """The CSRF token of the client's session."""
    found = TOKEN.search(client.get(page, follow_redirects=True).text)
    assert found, page
    return found[1]

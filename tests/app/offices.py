"""The application of a test: demo accounts, a clock that stands, a client that fills in forms."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import demo
from app.factory import SHELL, create_app
from app.installation import declared
from kernel import access
from kernel.clock import Clock
from kernel.db import Database
from kernel.migrations import upgrade_core
from kernel.registry import Registry
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
        access.synchronise(session, declared(registry), plugins=registry.plugins)
    demo.load(database)
    database.close()


def platform_of(app: Flask) -> Platform:
    """The platform of the application."""
    found: Platform = app.extensions["tongban"]
    return found


def sign_in(client: FlaskClient, username: str, password: str = demo.PASSWORD, **query: str) -> TestResponse:
    """What the sign-in form answers."""
    return submit(client, "/login", {"username": username, "password": password}, query_string=query)


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

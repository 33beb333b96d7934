"""Installations for the commands: prepared once in a run, copied for each test."""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from app.installation import Installation
from app.serve.prepare import prepare
from kernel.clock import FixedClock
from kernel.db import Database
from kernel.keys import ensure_keys
from kernel.site import Site
from tests import databases
from tests.app.processes import ROOT, Place

PREPARED = "prepared"
BUILT_IN = (ROOT / "forms", ROOT / "approvals")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A prepared SQLite installation for processes."""
    with _prepared("sqlite", tmp_path) as url:
        yield _place(tmp_path, url)


@pytest.fixture
def empty_place(tmp_path: Path) -> Place:
    """Nothing is there yet but keys; the database will be SQLite."""
    return _place(tmp_path, f"sqlite:///{tmp_path}/data/site.db")


@pytest.fixture
def shared_place(backend: str, tmp_path: Path) -> Iterator[Place]:
    """An empty database of either kind, with keys."""
    with databases.database(backend, tmp_path) as url:
        yield _place(tmp_path, url)


@pytest.fixture
def here(tmp_path: Path, clock: FixedClock) -> Iterator[Installation]:
    """A prepared SQLite installation in this process; plugins of data only, code would stay loaded."""
    with _prepared("sqlite", tmp_path) as url:
        database = Database(url)
        (tmp_path / "addons").mkdir()
        site = Site(database.engine, (*BUILT_IN, tmp_path / "addons"), tmp_path / "data", clock)
        settings = {
            "DATA_DIR": site.folder,
            "KEYS_FILE": tmp_path / "keys.json",
            "KEYS": {},
            "DATABASE_URL": url,
            "DEMO": True,
            "PUBLIC_URL": "http://127.0.0.1:8080",
        }
        site.folder.mkdir()
        ensure_keys(tmp_path / "keys.json")
        yield Installation(settings, database, site)
        database.close()


def _place(folder: Path, url: str) -> Place:
    (folder / "addons").mkdir()
    ensure_keys(folder / "keys.json")
    return Place(folder, url, folder / "addons")


def _prepared(backend: str, folder: Path) -> AbstractContextManager[str]:
    return databases.database(backend, folder, databases.template(backend, PREPARED, _prepare))


def _prepare(url: str) -> None:
    database = Database(url)
    with closing(database), tempfile.TemporaryDirectory() as folder:
        prepare(Installation({}, database, Site(database.engine, BUILT_IN, Path(folder))), lambda _said: None)

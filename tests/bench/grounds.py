"""What figures stand on: databases of their own, an installation with the built-in plugins, plugin folders."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pprint import pformat
from types import MappingProxyType
from typing import Any

from app.installation import Installation
from app.serve.prepare import prepare
from kernel.clock import SystemClock
from kernel.datafiles.writing import written
from kernel.db import Database
from kernel.site import Site
from tests import cluster, databases

ROOT = Path(__file__).resolve().parents[2]
BUILT_IN = ("forms", "approvals")
STANDING = "bench_standing"
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def backends() -> list[str]:
    """The kinds of database on this machine; what cannot be measured is left out, not guessed."""
    databases.open_run()
    return [name for name in databases.BACKENDS if name == "sqlite" or cluster.binaries() is not None]


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tongban-bench-") as path:
        yield Path(path)


@contextmanager
def standing(backend: str, *addons: Path) -> Iterator[Installation]:
    """An installation with the built-in plugins, on a database and a data folder of its own."""
    name = databases.template(backend, STANDING, _filled)
    with folder() as place, databases.database(backend, place, name) as url:
        here = installation(url, place, *addons)
        try:
            yield here
        finally:
            here.database.close()


def installation(url: str, place: Path, *addons: Path) -> Installation:
    """The installation on this database and data folder, with plugins from these folders too."""
    database = Database(url)
    plugins = (*(ROOT / name for name in BUILT_IN), *addons)
    return Installation(MappingProxyType({}), database, Site(database.engine, plugins, place, SystemClock()))


def plugin_folder(place: Path, name: str, definitions: list[tuple[str, str, dict[str, Any]]]) -> None:
    """A plugin of data that brings these definitions: kind, id, body."""
    home = place / name
    home.mkdir(parents=True)
    files = {
        f"{kind}_{local}.yaml": {"model": kind, "id": local, **body} for kind, local, body in definitions
    }
    for file, document in files.items():
        (home / file).write_text(written(document), "utf-8")
    about = {
        "name": name,
        "title": name,
        "version": "1.0.0",
        "license": "MIT",
        "depends": list(BUILT_IN),
        "data": list(files),
    }
    (home / "__manifest__.py").write_text(
        f"# The data of a figure; read as a literal, never run.\n{pformat(about)}\n", "utf-8"
    )


def _filled(url: str) -> None:
    with folder() as place:
        here = installation(url, place)
        prepare(here, lambda _said: None)
        here.database.close()

"""Fresh databases for tests: a copied SQLite file, or a PostgreSQL database made from a template."""

import atexit
import functools
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock
from sqlalchemy.engine import make_url

from tests import cluster

BACKENDS = ("sqlite", "postgresql")
RUN_FOLDER = "TONGBAN_TEST_RUN"
RUN_PROCESS = "TONGBAN_TEST_PROCESS"
MIGRATED = "migrated"
MEMORY = Path("/dev/shm")  # noqa: S108 each run makes folders of its own in it
ROOM = 4 * 1024**3
LOGGED_COPIES = 15_00_00
"""The PostgreSQL from which one may say how a template is copied."""


def open_run() -> None:
    """Makes the folder all workers of this run share; it goes when the process that called first ends."""
    if RUN_FOLDER not in os.environ:
        if in_memory():
            os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None
        folder = tempfile.mkdtemp(prefix="tongban-tests-")
        os.environ[RUN_FOLDER] = folder
        os.environ[RUN_PROCESS] = str(os.getpid())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


def in_memory() -> bool:
    """Whether there is room for the files of a run where no disk slows their making and going."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return False
    return min(shutil.disk_usage(MEMORY).free, _free_memory()) > ROOM


def _free_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")


def run_folder() -> Path:
    """The folder of this test run."""
    return Path(os.environ[RUN_FOLDER])


def absent(component: str) -> None:
    """Skips the test for want of a component; continuous integration insists on it and fails."""
    reason = f"{component} is not installed: make test installs it, or names the package to ask for"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def database(backend: str, folder: Path, template: str = "") -> Iterator[str]:
    """The URL of a database of this test's own: empty, or a copy of a template."""
    if backend == "sqlite":
        yield sqlite_database(folder, template)
        return
    name = f"t_{uuid.uuid4().hex}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {template or 'template0'}{copying()}")
    try:
        yield url_of(name)
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


def sqlite_database(folder: Path, template: str) -> str:
    """A new file in the folder, copied from the template when one is named."""
    path = folder / f"{uuid.uuid4().hex}.db"
    if template:
        shutil.copyfile(run_folder() / f"{template}.db", path)
    return f"sqlite:///{path}"


def template(backend: str, name: str, fill: Callable[[str], None]) -> str:
    """A template made once in a run, whichever worker comes first; `fill` is given its URL."""
    done = run_folder() / f"{name}.{backend}.done"
    with FileLock(run_folder() / f"{name}.{backend}.lock"):
        if not done.exists():
            if backend == "postgresql":
                on_server(f"DROP DATABASE IF EXISTS {name}")
                on_server(f"CREATE DATABASE {name} TEMPLATE template0")
                fill(url_of(name))
            else:
                path = run_folder() / f"{name}.db"
                path.unlink(missing_ok=True)
                fill(f"sqlite:///{path}")
            done.touch()
    return name


@functools.cache
def server_url() -> str:
    """The URL of the run's own PostgreSQL, started by the first that asks."""
    folder = run_folder() / "cluster"
    with FileLock(run_folder() / "cluster.lock"):
        if (folder / cluster.READY).exists():
            return (folder / cluster.READY).read_text()
        shutil.rmtree(folder, ignore_errors=True)
        return cluster.kept(folder, int(os.environ[RUN_PROCESS]))


@functools.cache
def copying() -> str:
    """Copies a template's files at once: page by page through the log, as is usual since 15, takes four times as long."""
    with psycopg.connect(server_url().replace("+psycopg", "")) as connection:
        return " STRATEGY FILE_COPY" if connection.info.server_version >= LOGGED_COPIES else ""


def url_of(name: str) -> str:
    """The URL of a database on the run's PostgreSQL."""
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)


def on_server(statement: str) -> None:
    """Runs a statement that may not be part of a transaction."""
    address = server_url().replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())

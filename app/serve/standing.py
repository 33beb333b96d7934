"""Whether the database stands as this very code prepared it: then a start has nothing to do before serving."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

import config
from kernel.clock import SystemClock
from kernel.manifest.folder import UNCOUNTED

OWN = ("app", "kernel", "config.py", "requirements.txt")
SETTINGS = ("DEMO", "DEMO_PLUGINS", "PLUGIN_FOLDERS")
PLUGINS = text("SELECT name, version, digest, state, position FROM plugin ORDER BY name")
UNFINISHED = text("SELECT COUNT(*) FROM plugin_operation WHERE state IN ('queued', 'running')")
KEPT = text("SELECT prepared FROM platform_state")
KEEP = text("UPDATE platform_state SET prepared = :mark WHERE prepared <> :mark")


def is_prepared(settings: Mapping[str, Any]) -> bool:
    """Whether nothing has changed since the last whole preparation, asked without loading the platform."""
    url = make_url(settings["DATABASE_URL"])
    # a connection would make the missing file
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return False
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            if connection.scalar(UNFINISHED):
                return False
            return bool(connection.scalar(KEPT) == _mark(connection, code_of(settings)))
    except SQLAlchemyError:
        # what is wrong with it the preparation tells
        return False
    finally:
        engine.dispose()


def keep(engine: Engine, code: str) -> None:
    """The database says that this code prepared it, with the plugins that are installed now."""
    with engine.begin() as connection:
        connection.execute(KEEP, {"mark": _mark(connection, code)})


def code_of(settings: Mapping[str, Any]) -> str:
    """Names, sizes and times of all that a preparation reads; read before it begins."""
    total = hashlib.sha256(f"{sys.version} {SystemClock().now().year}".encode())
    for name in SETTINGS:
        total.update(f"{name}={settings.get(name)}\n".encode())
    roots = [*(config.ROOT / name for name in OWN), *settings.get("PLUGIN_FOLDERS", ())]
    for path, seen in _files(roots):
        total.update(f"{path} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}\n".encode())
    return total.hexdigest()


def _mark(connection: Connection, code: str) -> str:
    plugins = [tuple(row) for row in connection.execute(PLUGINS)]
    return hashlib.sha256(f"{code} {plugins}".encode()).hexdigest()


def _files(roots: Iterable[Path]) -> Iterator[tuple[str, os.stat_result]]:
    for root in roots:
        if root.is_file():
            yield str(root), root.stat()
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if name not in UNCOUNTED)
            for name in sorted(files):
                path = os.path.join(folder, name)
                yield path, os.lstat(path)

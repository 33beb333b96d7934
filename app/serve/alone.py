"""One process at a time: a locked file beside a SQLite database, an advisory lock on PostgreSQL."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from kernel.errors import Conflict
from kernel.text import Text

# any number will do as long as nothing else on the database locks it
ADVISORY = 7_404_120_001
POLL = 0.1
PATIENCE = 900.0


class StillPreparing(Conflict):
    code = "still_preparing"


@contextmanager
def alone(engine: Engine, *, patience: float = PATIENCE) -> Iterator[None]:
    """Inside, no other process prepares the same database; a lock ends with the process that held it."""
    sqlite = engine.dialect.name == "sqlite"
    with _file_lock(engine, patience) if sqlite else _advisory_lock(engine, patience):
        yield


@contextmanager
def _file_lock(engine: Engine, patience: float) -> Iterator[None]:
    database = engine.url.database or ""
    if not database or database == ":memory:":
        yield
        return
    path = Path(f"{database}.prepare.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        _wait(lambda: _taken(file.fileno()), patience, str(path))
        yield


@contextmanager
def _advisory_lock(engine: Engine, patience: float) -> Iterator[None]:
    # autocommit: an open transaction would keep an old snapshot alive for the length of the preparation
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        ask = text("SELECT pg_try_advisory_lock(:number)")
        give_back = text("SELECT pg_advisory_unlock(:number)")
        number = {"number": ADVISORY}
        _wait(lambda: bool(connection.scalar(ask, number)), patience, str(engine.url.database))
        try:
            yield
        finally:
            connection.execute(give_back, number)


def _wait(taken: Callable[[], bool], patience: float, place: str) -> None:
    until = time.monotonic() + patience
    while not taken():
        if time.monotonic() > until:
            raise StillPreparing(
                Text("另一个进程仍在准备同一个数据库。", "Another process still prepares this database."),
                remedy=Text("请等它结束后再启动。", "Wait for it to end, then start again."),
                place=place,
            )
        time.sleep(POLL)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

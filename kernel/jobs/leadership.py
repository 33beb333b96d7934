"""One leader among the schedulers: a lock that ends with its process, so that a standby takes over."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

log = logging.getLogger(__name__)

LOCK = 0x746F_6E67_6261_6E01
"""The advisory lock of the schedulers; PostgreSQL keeps it apart for each database."""


class Leadership(Protocol):
    """Asked before each tick."""

    def held(self) -> bool:
        """Whether this process leads now; one that did not tries again."""
        ...


@contextmanager
def leadership(engine: Engine, lock_file: Path) -> Iterator[Leadership]:
    """A candidate for leadership, which is given up at the end."""
    one = _AdvisoryLock(engine) if engine.dialect.name == "postgresql" else _FileLock(lock_file)
    try:
        yield one
    finally:
        one.release()


class _FileLock:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[str] | None = None

    def held(self) -> bool:
        if self.file is not None and not self._replaced(self.file):
            return True
        self.release()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self.file = file
        return not self._replaced(file)

    def release(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None

    def _replaced(self, file: IO[str]) -> bool:
        """Whether someone deleted the file, so that the lock on it binds nobody."""
        try:
            return not os.path.samestat(self.path.stat(), os.fstat(file.fileno()))
        except FileNotFoundError:
            return True


class _AdvisoryLock:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.connection: Connection | None = None
        self.leads = False

    def held(self) -> bool:
        try:
            connection = self._connected()
            if self.leads:
                connection.execute(text("SELECT 1"))
            else:
                self.leads = bool(
                    connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK})
                )
        except DBAPIError:
            log.warning("the scheduler's connection broke; leadership is given up")
            self.release()
        return self.leads

    def release(self) -> None:
        """Unlocks before it closes: the server notices a closed connection only a moment later."""
        connection, led = self.connection, self.leads
        self.connection, self.leads = None, False
        if connection is None:
            return
        with suppress(SQLAlchemyError), connection:
            if led and not connection.invalidated:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})

    def _connected(self) -> Connection:
        if self.connection is None:
            connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            # out of the pool: nobody else may be given the connection that carries the lock
            connection.detach()
            self.connection = connection
        return self.connection

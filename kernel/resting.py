"""Connections that wait to begin again: what is asked often need not go through the pool each time."""

from collections import deque
from time import monotonic
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

RESTED = 5.0
"""After so many seconds a connection may have died meanwhile."""


class Connections(Protocol):
    """Where a transaction has its connection from."""

    def take(self) -> Connection:
        """A connection without a transaction."""

    def give_back(self, connection: Connection) -> None:
        """It is for others again; its transaction is over."""


class Pooled:
    """Every connection straight from the engine's pool."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self) -> Connection:
        """A connection without a transaction."""
        return self._engine.connect()

    def give_back(self, connection: Connection) -> None:
        """The pool has it."""
        connection.close()


class Resting:
    """Connections of the pool that stay taken out, at most `most` of them, and begin at once."""

    def __init__(self, engine: Engine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._free: deque[tuple[float, Connection]] = deque()

    def take(self) -> Connection:
        """A connection without a transaction, one that rests or a new one."""
        while True:
            try:
                since, connection = self._free.pop()
            except IndexError:
                return self._engine.connect()
            if self._lives(connection, since):
                return connection

    def give_back(self, connection: Connection) -> None:
        """It rests."""
        if connection.closed or connection.invalidated or len(self._free) >= self._most:
            connection.close()
        else:
            self._free.append((monotonic(), connection))

    def close(self) -> None:
        """None rests any more."""
        while self._free:
            self._free.pop()[1].close()

    def _lives(self, connection: Connection, since: float) -> bool:
        """A connection just used costs no round trip; a file on this machine does not die."""
        dialect = connection.dialect
        if dialect.name == "sqlite" or monotonic() - since < RESTED:
            return True
        if answers(dialect, connection.connection.dbapi_connection):
            return True
        connection.invalidate()
        connection.close()
        return False


def answers(dialect: Any, driver: Any) -> bool:
    """Whether the server still knows of the driver's connection; asked in a round trip."""
    try:
        dialect.do_ping(driver)
    except dialect.loaded_dbapi.Error:
        return False
    return True

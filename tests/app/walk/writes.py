"""Which tables were written to, as far as it stayed: what was rolled back is forgotten."""

import re
from typing import Any

from sqlalchemy import Connection, event

from kernel.db import Database

WRITTEN = re.compile(
    r'(?<!DO )(?<!FOR )\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE
)
READS = ("SELECT", "PRAGMA", "SHOW")


class Writes:
    """Listens to an engine; a table counts once the transaction that wrote to it is committed."""

    def __init__(self, database: Database) -> None:
        # a connection that rests since before would not be heard
        database.close()
        self._open: dict[int, list[tuple[str, str]]] = {}
        self._kept: set[str] = set()
        for name in ("before_cursor_execute", "commit", "rollback", "savepoint", "rollback_savepoint"):
            event.listen(database.engine, name, getattr(self, f"_{name}"))

    def taken(self) -> tuple[str, ...]:
        """The tables that were written to since the last question."""
        found = tuple(sorted(self._kept))
        self._kept = set()
        return found

    def _before_cursor_execute(self, connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(READS):
            return
        log = self._open.setdefault(id(connection), [])
        log += [("table", found[1].lower()) for found in WRITTEN.finditer(statement)]

    def _commit(self, connection: Connection) -> None:
        self._kept |= {name for kind, name in self._open.pop(id(connection), []) if kind == "table"}

    def _rollback(self, connection: Connection) -> None:
        self._open.pop(id(connection), None)

    def _savepoint(self, connection: Connection, name: str) -> None:
        self._open.setdefault(id(connection), []).append(("savepoint", name))

    def _rollback_savepoint(self, connection: Connection, name: str, _context: None) -> None:
        log = self._open.get(id(connection), [])
        if ("savepoint", name) in log:
            del log[log.index(("savepoint", name)) :]

"""The code version that the database names, read without loading the platform."""

import logging
import threading

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

PERIOD = 1.0
log = logging.getLogger("tongban.serve")


class CodeWatch:
    """Asks once a second in a thread of its own, so that a silent database never stops the supervisor."""

    def __init__(self, url: str, *, period: float = PERIOD) -> None:
        postgresql = make_url(url).get_backend_name() == "postgresql"
        connect_args = {"connect_timeout": 5} if postgresql else {"timeout": 5}
        self._engine = create_engine(
            url, connect_args=connect_args, pool_size=1, max_overflow=0, pool_pre_ping=True
        )
        self._period = period
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="codewatch", daemon=True)
        self.version: int | None = self._read()
        self._thread.start()

    def close(self) -> None:
        """Asks no more."""
        self._over.set()
        self._thread.join(timeout=self._period)
        self._engine.dispose()

    def _follow(self) -> None:
        while not self._over.wait(self._period):
            self.version = self._read()

    def _read(self) -> int | None:
        try:
            with self._engine.connect() as connection:
                version = int(connection.scalar(text("SELECT code_version FROM platform_state")) or 0)
        except SQLAlchemyError as error:
            log.warning("the code version cannot be read: %s", error)
            return None
        return version

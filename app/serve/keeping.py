"""Long bodies that wait for a thread, in files of their own, and the reader that gives them to gunicorn."""

import errno
import tempfile
import time
from contextlib import suppress
from threading import Lock
from typing import Any

from gunicorn.http.unreader import SocketUnreader

AT_ONCE = 262_144
"""So much is taken from a connection at a time, and kept in memory; more goes to a file."""
MOST_FILES = 32
READING = 60.0
"""Seconds for which a thread reads from a client that did not say everything beforehand."""


class Kept:
    """A body in a file; there are so many at a time, until each is closed."""

    count = 0
    _lock = Lock()

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 it outlives this
        self._open = True

    @classmethod
    def begun(cls, said: bytes | bytearray) -> "Kept | None":
        """A file with what was said; None when there are too many. Raises OSError when there is no place."""
        with cls._lock:
            if cls.count >= MOST_FILES:
                return None
            cls.count += 1
        try:
            kept = cls()
        except OSError:
            with cls._lock:
                cls.count -= 1
            raise
        try:
            kept.write(said)
        except OSError:
            kept.close()
            raise
        return kept

    def write(self, said: bytes | bytearray) -> None:
        """The client says more."""
        self._file.write(said)

    def rewind(self, at: int) -> None:
        """It is read from there."""
        self._file.seek(at)

    def read(self, size: int) -> bytes:
        """The next piece."""
        return self._file.read(size)

    def close(self) -> None:
        """The file is gone."""
        with Kept._lock:
            was_open, self._open = self._open, False
            Kept.count -= was_open
        if was_open:
            # what is still to be written may find no place any more
            with suppress(OSError):
                self._file.close()


class Reader(SocketUnreader):
    """Gives gunicorn what was heard before what is still to come."""

    kept: Kept | None = None
    _until = 0.0

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next piece."""
        size = min(max(size_hint or 0, self.mxchunk), self.max_body_chunk)
        if self.kept is not None:
            said = self.kept.read(size)
            if said:
                return said
            self.close()
        if time.monotonic() > self._until:
            raise ConnectionResetError(errno.ECONNRESET, "not everything was said in time")
        try:
            more: bytes = super().chunk(size_hint)
        except BlockingIOError as error:
            raise ConnectionResetError(errno.ECONNRESET, "nothing more was said in time") from error
        return more

    def tell(self, said: bytes, kept: Kept | None) -> None:
        """What was heard is what is read next."""
        self.unread(said)
        self.close()
        self.kept, self._until = kept, time.monotonic() + READING

    def close(self) -> None:
        """Nobody reads the file any more."""
        if self.kept is not None:
            self.kept.close()
            self.kept = None


def reader_of(parser: Any, sock: Any) -> Reader:
    """What the parser reads from; it is ours from its first request on."""
    if not isinstance(parser.unreader, Reader):
        parser.unreader = Reader(sock)
    found: Reader = parser.unreader
    return found

"""What was heard on a connection so far, and whether it is a whole request: only that is worth a thread.

A thread that reads waits for whoever sends. What is heard here is not read: where the first request ends is told from
its head, and gunicorn reads and judges everything anew.
"""

import errno
import re
import tempfile
import time
from enum import Enum, auto
from typing import IO, Any

from gunicorn.http.unreader import SocketUnreader

from config import MAX_CONTENT_LENGTH

AT_ONCE = 262_144
"""So much is taken from a connection at a time, and kept in memory; more goes to a file."""
LONGEST_LINE, LONGEST_HEAD = 8_192, 65_536
FIRST_WORDS, HEAD, SILENCE = 5.0, 10.0, 20.0
"""Seconds for the first byte, for the head from then on, and between one part of a body and the next."""
MOST_FILES = 32
"""So many long bodies are kept at a time."""
WORD = re.compile(rb"[!#-'*+.^-z|~0-9A-Z-]")
LINE = re.compile(rb"[!#-'*+.^-z|~0-9A-Z-]+ \S+ HTTP/[0-9]\.[0-9]\r\n")
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
END = b"\r\n\r\n"


class Ear(Enum):
    """What is to be done with what was heard."""

    MORE = auto()
    WHOLE = auto()
    EARLY = auto()
    """It is no request, or one that will be refused whatever follows."""
    TOO_LONG = auto()
    GONE = auto()


class Heard:
    """What one client has said since its last request."""

    files = 0
    """How many long bodies are kept, by this process."""

    def __init__(self, known: bytes = b"") -> None:
        self._kept = bytearray()
        self._file: IO[bytes] | None = None
        self._size = 0
        self._head = 0
        """The length of the head, once it has ended."""
        self._body: int | None = 0
        """The length of the body; None when only its end tells."""
        self._ended = False
        self.expects = False
        """Whether the client waits to be told to go on."""
        self.until = time.monotonic() + FIRST_WORDS
        """When it is too late for more."""
        if known:
            self.add(known)

    @property
    def begun(self) -> bool:
        """Whether anything was said."""
        return self._size > 0

    @property
    def room(self) -> int:
        """How much may be taken next: of a long body nothing beyond its end."""
        left = self._head + self._body - self._size if self._head and self._body else AT_ONCE
        return max(1, min(AT_ONCE, left))

    def add(self, said: bytes) -> None:
        """The client says more; nothing when it has closed."""
        now = time.monotonic()
        if not self._size:
            self.until = now + HEAD
        if not said:
            self._ended = True
            return
        self._size += len(said)
        if self._file is not None:
            self._file.write(said)
        else:
            self._kept += said
        if not self._head:
            self._read_head()
        if self._head:
            self.until = now + SILENCE
            is_long = self._size > AT_ONCE and self._body is not None
            if is_long and self._file is None and Heard.files < MOST_FILES:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 it outlives this
                Heard.files += 1
                self._file.write(self._kept)

    def judged(self) -> Ear:
        """What is to be done now."""
        if self._ended:
            return Ear.EARLY if self._size else Ear.GONE
        if not self._head:
            return self._without_head()
        if self._body is None:
            return Ear.WHOLE if self._size > self._head and self._kept.endswith(END) else self._or_more()
        if self._body > MAX_CONTENT_LENGTH:
            return Ear.EARLY
        return Ear.WHOLE if self._size >= self._head + self._body else self._or_more()

    def told(self) -> tuple[bytes, IO[bytes] | None]:
        """All of it, the second part in a file; it is not kept here any more."""
        kept, file, self._kept, self._file = bytes(self._kept), self._file, bytearray(), None
        if file is not None:
            Heard.files -= 1
            file.seek(len(kept))
        return kept, file

    def forget(self) -> None:
        """Nobody will ask for it."""
        _, file = self.told()
        if file is not None:
            file.close()

    def _or_more(self) -> Ear:
        """A body for which there is no place is read as it comes."""
        return Ear.EARLY if self._size > AT_ONCE and self._file is None else Ear.MORE

    def _without_head(self) -> Ear:
        if self._size and not WORD.match(self._kept):
            return Ear.EARLY
        line = self._kept.find(b"\r\n")
        if (line < 0 and self._size > LONGEST_LINE) or (line >= 0 and not LINE.match(self._kept)):
            return Ear.EARLY
        return Ear.TOO_LONG if self._size > LONGEST_HEAD else Ear.MORE

    def _read_head(self) -> None:
        end = self._kept.find(END)
        if end < 0:
            return
        head = bytes(self._kept[: end + len(END)])
        short, self.expects = EXPECTS.subn(b"", head)[0], bool(EXPECTS.search(head))
        self._kept[: len(head)] = short
        self._size -= len(head) - len(short)
        self._head = len(short)
        length = LENGTH.search(short)
        if CHUNKED.search(short):
            self._body = None
        elif length is not None:
            self._body = int(length[1])


class Reader(SocketUnreader):
    """Gives gunicorn what was heard before what is still to come."""

    kept: IO[bytes] | None = None

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next piece."""
        if self.kept is not None:
            said = self.kept.read(max(size_hint or 0, self.mxchunk))
            if said:
                return said
            self.close()
        try:
            more: bytes = super().chunk(size_hint)
        except BlockingIOError as error:
            raise ConnectionResetError(errno.ECONNRESET, "nothing more was said in time") from error
        return more

    def close(self) -> None:
        """The file is gone."""
        if self.kept is not None:
            self.kept.close()
            self.kept = None

    def tell(self, heard: "Heard") -> None:
        """What was heard is what is read next."""
        said, kept = heard.told()
        self.unread(said)
        self.close()
        self.kept = kept


def reader_of(parser: Any, sock: Any) -> Reader:
    """What the parser reads from; it is ours from its first request on."""
    if not isinstance(parser.unreader, Reader):
        parser.unreader = Reader(sock)
    found: Reader = parser.unreader
    return found

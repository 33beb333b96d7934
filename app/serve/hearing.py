"""What was heard on a connection so far, and whether it is a whole request: only that is worth a thread.

A thread that reads waits for whoever sends. What is heard here is not read: where the first request ends is told from
its head, and gunicorn reads and judges everything anew.
"""

import re
import time
from collections.abc import Iterator
from enum import Enum, auto
from http import HTTPStatus

from app.serve.keeping import AT_ONCE, Kept
from config import MAX_CONTENT_LENGTH

LONGEST_LINE, LONGEST_HEAD, LONGEST_SIZE = 8_192, 65_536, 1_024
FIRST_WORDS, HEAD, SILENCE, BODY = 5.0, 10.0, 20.0, 600.0
"""Seconds for the first byte, for the head from then on, between one part of a body and the next, for all of the body."""
WORD = re.compile(rb"[!#-'*+.^-z|~0-9A-Z-]")
LINE = re.compile(rb"[!#-'*+.^-z|~0-9A-Z-]+ \S+ HTTP/[0-9]\.[0-9]\r\n")
ANY_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*0*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
CODED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?")
LINE_END, END = b"\r\n", b"\r\n\r\n"


class Ear(Enum):
    """What is to be done with what was heard."""

    MORE = auto()
    WHOLE = auto()
    EARLY = auto()
    """It will be refused by its head, or has no place here: gunicorn reads on."""
    REFUSED = auto()
    GONE = auto()


class Heard:
    """What one client has said since its last request."""

    def __init__(self, known: bytes = b"") -> None:
        self._kept = bytearray()
        self._file: Kept | None = None
        self._size = 0
        self._head = 0
        """The length of the head, once it has ended."""
        self._body: int | None = 0
        """The length of the body; None when its chunks tell."""
        self._ear = Ear.MORE
        self._chunk = 0
        """Where the next chunk begins."""
        self._latest = 0.0
        self.refusal = HTTPStatus.BAD_REQUEST
        """What is said of it when it is refused."""
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
        """The client says more; nothing when it has closed. Raises OSError when there is no place to keep it."""
        now = time.monotonic()
        if not said:
            self._ear = Ear.EARLY if self._head else Ear.GONE
            return
        if not self._size:
            self.until = now + HEAD
        self._size += len(said)
        if self._file is not None:
            self._file.write(said)
        else:
            self._kept += said
        if not self._head:
            self._read_head(now)
        if self._head:
            self.until = min(now + SILENCE, self._latest)
            if self._size > AT_ONCE and self._file is None and self._body is not None:
                self._file = Kept.begun(self._kept)

    def judged(self) -> Ear:
        """What is to be done now."""
        if self._ear is not Ear.MORE or not self._head:
            return self._ear
        if self._body is None:
            return self._chunked()
        if self._size >= self._head + self._body:
            return Ear.WHOLE
        return self._or_early()

    def told(self) -> tuple[bytes, Kept | None]:
        """All of it, the second part in a file; it is not kept here any more."""
        if self._file is not None:
            # what is still to be written may find no place: then it is not given away yet
            self._file.rewind(len(self._kept))
        kept, file, self._kept, self._file = bytes(self._kept), self._file, bytearray(), None
        return kept, file

    def forget(self) -> None:
        """Nobody will ask for it."""
        self._kept = bytearray()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _or_early(self) -> Ear:
        """More is to come; a body for which there is no place is read as it comes."""
        return Ear.EARLY if self._size > AT_ONCE and self._file is None else Ear.MORE

    def _chunked(self) -> Ear:
        while True:
            end = self._kept.find(LINE_END, self._chunk)
            if end < 0:
                return self._or_early() if self._size - self._chunk < LONGEST_SIZE else Ear.REFUSED
            size = SIZE.fullmatch(self._kept, self._chunk, end)
            if size is None:
                return Ear.REFUSED
            count = int(size[1], 16)
            if not count:
                # what may stand behind the last chunk ends as a head does
                return Ear.WHOLE if self._kept.find(END, end) >= 0 else self._or_early()
            following = end + len(LINE_END) + count + len(LINE_END)
            if following > self._size:
                return self._or_early()
            self._chunk = following

    def _read_head(self, now: float) -> None:
        if self._kept.startswith(LINE_END):
            # a line too many after the request before; gunicorn bears one as well
            del self._kept[: len(LINE_END)]
            self._size -= len(LINE_END)
        end = self._kept.find(END)
        refused = next(self._unfit(end), None)
        if refused is not None:
            self._ear, self.refusal = Ear.REFUSED, refused
        elif end >= 0:
            self._know(bytes(self._kept[: end + len(END)]), now)

    def _unfit(self, end: int) -> Iterator[HTTPStatus]:
        """Why what was said is no beginning of a request."""
        if self._kept and not self._kept.startswith(b"\r") and not WORD.match(self._kept):
            yield HTTPStatus.BAD_REQUEST
        line = self._kept.find(LINE_END, 0, LONGEST_LINE)
        if line < 0 and self._size > LONGEST_LINE:
            yield HTTPStatus.REQUEST_URI_TOO_LONG
        if line >= 0 and not LINE.match(self._kept, 0, line + len(LINE_END)):
            yield HTTPStatus.BAD_REQUEST
        if end < 0 and self._size > LONGEST_HEAD:
            yield HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE

    def _know(self, head: bytes, now: float) -> None:
        """What the head says of the body."""
        short, found = EXPECTS.subn(b"", head)
        self.expects = bool(found) and not head[: head.find(LINE_END)].endswith(b"HTTP/1.0")
        self._kept[: len(head)] = short
        self._size -= len(head) - len(short)
        self._head = self._chunk = len(short)
        self._latest = now + BODY
        length = LENGTH.search(short)
        if CODED.search(short):
            # told in two ways, or in a way that nobody here reads, it is refused by its head
            is_clear = CHUNKED.search(short) and not ANY_LENGTH.search(short)
            self._body, self._ear = None, Ear.MORE if is_clear else Ear.EARLY
        elif length is not None:
            self._body = int(length[1])
            self._ear = Ear.EARLY if self._body > MAX_CONTENT_LENGTH else Ear.MORE
        elif ANY_LENGTH.search(short):
            self._ear = Ear.REFUSED

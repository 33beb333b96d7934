"""How a parent and a child speak over pipes: a JSON head and a body of bytes, both of stated length."""

import json
import os
import select
import struct
import time
from collections.abc import Mapping
from typing import Any

HEAD = struct.Struct(">II")
LONGEST_HEAD = 4 * 1024 * 1024
LONGEST_BODY = 48 * 1024 * 1024


class Silent(Exception):
    """The other side is gone, too slow, or says more than it may."""


def packed(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """The frame of a head and a body."""
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return HEAD.pack(len(written), len(body)) + written + body


def send(descriptor: int, frame: bytes, until: float | None = None) -> None:
    """The whole frame is written before that monotonic moment."""
    left = memoryview(frame)
    while left:
        _await(descriptor, select.POLLOUT, until)
        try:
            left = left[os.write(descriptor, left) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise Silent from error


def receive(descriptor: int, until: float | None = None) -> tuple[dict[str, Any], bytes]:
    """The next frame, read before that monotonic moment."""
    head_length, body_length = HEAD.unpack(_read(descriptor, HEAD.size, until))
    if head_length > LONGEST_HEAD or body_length > LONGEST_BODY:
        raise Silent
    head = json.loads(_read(descriptor, head_length, until))
    if not isinstance(head, dict):
        raise Silent
    return head, _read(descriptor, body_length, until)


def _read(descriptor: int, length: int, until: float | None) -> bytes:
    parts, left = [], length
    while left:
        _await(descriptor, select.POLLIN, until)
        try:
            part = os.read(descriptor, min(left, 1024 * 1024))
        except BlockingIOError:
            continue
        except OSError as error:
            raise Silent from error
        if not part:
            raise Silent
        parts.append(part)
        left -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _await(descriptor: int, event: int, until: float | None) -> None:
    """Returns once the pipe can be used; a child waits for ever, a parent does not."""
    if until is None:
        return
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise Silent

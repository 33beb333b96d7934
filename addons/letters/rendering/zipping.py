"""Writes zip files whose parts were compressed before; the same parts always make the same bytes."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
VERSION = 20
FIRST_DAY = 0x21
"""1 January 1980, the earliest day that a zip file knows: no clock in what is made."""
UTF8_NAME = 0x800
QUICK, THOROUGH = 1, 9
LOCAL = struct.Struct("<4sHHHHHIIIHH")
CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
END = struct.Struct("<4sHHHHIIH")


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it lies in the file."""

    name: bytes
    content: bytes
    method: int
    crc: int
    size: int


def packed(name: str, content: bytes, *, level: int = QUICK) -> Packed:
    """The part, compressed."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(content) + deflate.flush()
    return Packed(name.encode(), body, DEFLATED, zlib.crc32(content), len(content))


def stored(name: str, content: bytes) -> Packed:
    """The part as it is: a picture is compressed already."""
    return Packed(name.encode(), content, STORED, zlib.crc32(content), len(content))


def zipped(parts: Iterable[Packed]) -> bytes:
    """The file of these parts, in their order."""
    body: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for part in parts:
        sizes = (part.crc, len(part.content), part.size, len(part.name), 0)
        local = LOCAL.pack(b"PK\3\4", VERSION, UTF8_NAME, part.method, 0, FIRST_DAY, *sizes)
        body += (local, part.name, part.content)
        central = CENTRAL.pack(
            *(b"PK\1\2", VERSION, VERSION, UTF8_NAME, part.method, 0, FIRST_DAY, *sizes),
            *(0, 0, 0, 0, position),
        )
        directory += (central, part.name)
        position += len(local) + len(part.name) + len(part.content)
    listed = b"".join(directory)
    count = len(directory) // 2
    end = END.pack(b"PK\5\6", 0, 0, count, count, len(listed), position, 0)
    return b"".join((*body, listed, end))

"""QR codes, as PNG for docx and as a path for PDF; drawn by a compiled library."""

import struct
import zlib
from itertools import groupby
from typing import Any

import zxingcpp

QUIET = 4
"""Modules of white around a code, as ISO 18004 wants."""
WHITE = 0xFF
PIXELS = 8
"""A module is this wide: one byte of a picture whose pixels are bits."""


def matrix(text: str) -> list[bytes]:
    """The rows of the code with its white border; a module is one byte, 0 where it is black."""
    image: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(scale=1)
    width = image.shape[1]
    cells = memoryview(image).tobytes()
    rows = [cells[start : start + width] for start in range(0, len(cells), width)]
    # the library draws a border of its own, narrower than the standard asks for
    border = next(number for number, row in enumerate(rows) if row.strip(bytes([WHITE])))
    core = [row[border : width - border] for row in rows[border : width - border]]
    side = bytes([WHITE]) * QUIET
    empty = bytes([WHITE]) * (len(core) + 2 * QUIET)
    return [empty] * QUIET + [side + row + side for row in core] + [empty] * QUIET


def png(text: str) -> bytes:
    """The code as a picture of one bit a pixel."""
    rows = matrix(text)
    size = len(rows) * PIXELS
    raw = b"".join((b"\0" + row) * PIXELS for row in rows)
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(raw, 1)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def svg(text: str) -> str:
    """The code as a drawing whose unit is a module."""
    rows = matrix(text)
    size, path = len(rows), []
    for y, row in enumerate(rows):
        x = 0
        for cell, run in groupby(row):
            length = len(list(run))
            if cell != WHITE:
                path.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<path d="{"".join(path)}"/></svg>'
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

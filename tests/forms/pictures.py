"""Pictures and documents to hand in."""

import zlib
from io import BytesIO
from struct import pack
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = b"39.9042 N, owner's telephone"
TURN = 0x0112
DESCRIPTION = 0x010E


def jpg(size: tuple[int, int] = (40, 20), *, mode: str = "RGB", turn: int = 1, **options: Any) -> bytes:
    """A photo, its left half red, with where and on what it was taken."""
    picture = Image.new(mode, size)
    if mode == "RGB":
        picture.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[TURN] = turn
    exif[DESCRIPTION] = SECRET.decode()
    into = BytesIO()
    picture.save(into, "JPEG", exif=exif, comment=SECRET, **options)
    return into.getvalue()


def png(size: tuple[int, int] = (40, 20), *, mode: str = "RGB", **options: Any) -> bytes:
    """A picture with a remark in it."""
    remark = PngImagePlugin.PngInfo()
    remark.add_text("Comment", SECRET.decode())
    into = BytesIO()
    Image.new(mode, size).save(into, "PNG", pnginfo=remark, **options)
    return into.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A small PNG that says it is as large as that."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    head = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def opened(content: bytes) -> Image.Image:
    """The picture, decoded."""
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture

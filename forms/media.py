"""The kinds of files that are taken, told from their bytes and never from their names; pure."""

from enum import StrEnum

from kernel.text import Text

HEAD = 1024
BRAND = slice(4, 12)


class Media(StrEnum):
    """A kind of file."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"

    @property
    def mime(self) -> str:
        """The media type as HTTP names it."""
        return {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}[self.value]

    @property
    def picture(self) -> bool:
        """Whether it is made of pixels."""
        return self is not Media.PDF


HEIC = Text("HEIC 照片", "HEIC photo")
WORD = Text("Office 文档或压缩包", "document of Word, Excel and the like, or an archive")
KNOWN: tuple[tuple[bytes, Text], ...] = (
    (b"PK\x03\x04", WORD),
    (b"\xd0\xcf\x11\xe0", WORD),
    (b"Rar!", WORD),
    (b"7z\xbc\xaf", WORD),
    (b"GIF8", Text("GIF 图片", "GIF picture")),
    (b"BM", Text("BMP 图片", "BMP picture")),
    (b"II*\x00", Text("TIFF 图片", "TIFF picture")),
    (b"MM\x00*", Text("TIFF 图片", "TIFF picture")),
    (b"RIFF", Text("WebP 图片或音视频", "WebP picture, sound or film")),
    (b"MZ", Text("程序", "program")),
    (b"<", Text("网页或文本", "web page or text")),
)


def sniffed(content: bytes) -> Media | None:
    """The kind of the content by its first and last bytes; None for every other kind and for cut files."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[-8:-4] == b"IEND":
        return Media.PNG
    # telephones append to a JPEG what only they read; whether it is whole its decoder says
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content:
        return Media.JPG
    if content.startswith(b"%PDF-1.") or content.startswith(b"%PDF-2."):
        return Media.PDF if b"%%EOF" in content[-HEAD:] else None
    return None


def likeness(content: bytes) -> Text | None:
    """What a file that is not taken seems to be, for the one who has to send another."""
    if content[BRAND] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return HEIC
    return next((title for start, title in KNOWN if content.startswith(start)), None)

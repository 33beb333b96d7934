"""The kinds of files that are taken, told from their bytes and never from their names; pure."""

from enum import StrEnum

HEAD = 1024


class Media(StrEnum):
    """A kind of file."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"

    @property
    def mime(self) -> str:
        """The media type as HTTP names it."""
        return {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}[self.value]


def sniffed(content: bytes) -> Media | None:
    """The kind of the content by its first and last bytes; None for every other kind and for cut files."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[-8:-4] == b"IEND":
        return Media.PNG
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[-64:]:
        return Media.JPG
    if content.startswith(b"%PDF-1.") or content.startswith(b"%PDF-2."):
        return Media.PDF if b"%%EOF" in content[-HEAD:] else None
    return None

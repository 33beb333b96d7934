"""The file of a case and what came with it in one archive; pure but for the file that it is written into."""

import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO, NamedTuple

from kernel.clock import LOCAL

LONGEST = 60
"""Characters of a name within the archive: with folders around it some systems refuse longer ones."""
TITLE = 20
"""Characters of what a file is, before its own name."""
WIDEST = 3
"""Bytes of a Chinese character: Linux takes 255 of a name, those of both together, whatever else is in it."""
UNFIT = frozenset('\\/:*?"<>|')


class Part(NamedTuple):
    """A file of the archive: its name with its folder, what it holds, when it came."""

    name: str
    content: bytes
    at: datetime


def packed(parts: Iterable[Part], into: IO[bytes]) -> None:
    """The archive is written, one part after the other; pictures and PDFs are small already."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            info = zipfile.ZipInfo(part.name, part.at.astimezone(LOCAL).timetuple()[:6])
            info.external_attr = 0o600 << 16
            archive.writestr(info, part.content)


def plain_name(name: str, *, most: int = LONGEST) -> str:
    """The name without what leads into folders or what systems refuse; its ending is kept."""
    words = "".join("_" if one in UNFIT or not one.isprintable() else one for one in name).strip(" .")
    stem, dot, ending = words.rpartition(".")
    if not dot or len(ending.encode()) >= most:
        return _cut(words, most, WIDEST * most) or "_"
    room = WIDEST * most - len(ending.encode()) - 1
    return f"{_cut(stem, most - len(ending) - 1, room) or '_'}.{ending}"


def _cut(words: str, most: int, room: int) -> str:
    """So many characters, and no more bytes than there is room for."""
    return words[:most].encode()[:room].decode(errors="ignore").strip(" .")

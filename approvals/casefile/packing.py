"""The file of a case and what came with it in one archive; pure but for the file that it is written into."""

import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO, NamedTuple

from kernel.clock import LOCAL

LONGEST = 60
"""Characters of a name within the archive: with folders around it some systems refuse longer ones."""
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
    if not dot or len(ending) >= most:
        return words[:most].strip(" .") or "_"
    return f"{stem[: most - len(ending) - 1].strip(' .') or '_'}.{ending}"

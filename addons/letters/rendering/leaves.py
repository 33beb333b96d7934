"""The pages of a PDF that somebody handed in: how many there are, pure; a picture of one, drawn in a child."""

import json
import re
import zlib
from collections.abc import Iterator

import typst

from kernel.errors import Invalid
from kernel.text import Text

LEAF = "leaf"
DOTS = 120
"""Of an inch: a page of A4 is then a thousand pixels wide."""
LARGEST = 5 * 1024 * 1024
"""Bytes of a file that is drawn page by page; a larger one is left to the reader's own viewer."""
MOST = 999
UNPACKED = 4 * 1024 * 1024
"""Bytes to which a part of a file may grow."""
LOCKED = re.compile(rb"/Encrypt\b")
TREE = re.compile(rb"/Type\s*/Pages\b")
KIND = re.compile(rb"/Type\b")
END = b"endobj"
COUNT = re.compile(rb"/Count\s+(\d{1,6})\b")
PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
SOURCE = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.file))), format: "pdf", page: int(sys.inputs.page), width: 210mm)
"""


def leaves_in(content: bytes) -> int | None:
    """How many pages the PDF has; none when it is not to be drawn here."""
    if len(content) > LARGEST or LOCKED.search(content):
        return None
    counts = [count for part in _parts(content) for count in _counts(part)]
    return min(max(counts, default=1), MOST) or 1


def leaf(content: bytes, page: int) -> bytes:
    """The PNG of a page."""
    try:
        made = typst.compile(
            SOURCE.encode(),
            format="png",
            ppi=DOTS,
            sys_inputs={"file": json.dumps(list(content)), "page": str(page)},
        )
    except typst.TypstError as error:
        raise Invalid(
            Text("这一页画不出来。", "The page cannot be drawn."),
            remedy=Text("请下载原文件查看。", "Download the file itself."),
            place=f"page:{page}",
        ) from error
    return made or b""


def _parts(content: bytes) -> Iterator[bytes]:
    """The file itself, and what is packed inside it."""
    yield content
    for found in PACKED.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[found.end() :], UNPACKED)
        except zlib.error:
            continue


def _counts(part: bytes) -> Iterator[int]:
    """What each branch of the tree of pages says that it has: its number stands before or after its kind."""
    kinds = [found.start() for found in KIND.finditer(part)]
    for found in TREE.finditer(part):
        before = max((at for at in kinds if at < found.start()), default=0)
        before = max(before, part.rfind(END, before, found.start()))
        after = next((at for at in kinds if at > found.start()), len(part))
        yield from (int(one[1]) for one in COUNT.finditer(part, before, after))

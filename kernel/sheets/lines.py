"""A sheet as it was read, within limits: its headings, and the rows that hold anything, each with its number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kernel.errors import Invalid
from kernel.sheets.cells import UNPRINTABLE
from kernel.text import Text

LARGEST = 5 * 1024 * 1024
"""Bytes of a file."""
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000
LONGEST_HEADING = 100
LAST_LINE = 100_000
"""Beyond it nothing is read, empty or not."""
PLACE = "sheet"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number in the file, its cells as words, and what is wrong with cells as such, by place."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row that holds anything gives the headings; every row has as many cells."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def sheet_of(lines: Iterable[Line]) -> Sheet:
    """The rows as a sheet; a refusal of one that has no headings, no rows, or too much of either."""
    filled = _filled(lines)
    head = next(filled, None)
    if head is None:
        raise unfit(Text("文件里没有内容。", "There is nothing in the file."), _FIRST_ROW)
    headings = _headings(head.cells)
    rows = tuple(_cut(line, len(headings)) for line in filled)
    if not rows:
        raise unfit(
            Text("文件里只有标题行。", "The file holds headings only."),
            Text("请在标题行下面逐行填写后再上传。", "Fill in rows below the headings and upload it again."),
        )
    return Sheet(headings, rows)


def unfit(what: Text, remedy: Text) -> Invalid:
    """The refusal of a whole file."""
    return Invalid(what, remedy=remedy, place=PLACE)


def too_long_cell() -> Text:
    """What is said of a cell that no field would take."""
    return Text(f"超过 {LONGEST_CELL} 个字。", f"It has more than {LONGEST_CELL} characters.")


_FIRST_ROW = Text(
    "第一行应是各列的标题；可先下载模板。", "The first row gives the headings; there is a blank to download."
)


def _filled(lines: Iterable[Line]) -> Iterator[Line]:
    count = 0
    for line in lines:
        if line.number > LAST_LINE:
            raise _too_many()
        if any(line.cells):
            count += 1
            if count > MOST_ROWS + 1:
                raise _too_many()
            yield line


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    last = max(place for place, words in enumerate(cells) if words)
    headings = tuple(UNPRINTABLE.sub("", words)[:LONGEST_HEADING] for words in cells[: last + 1])
    if len(headings) > MOST_COLUMNS:
        raise unfit(
            Text(f"超过 {MOST_COLUMNS} 列。", f"It has more than {MOST_COLUMNS} columns."),
            Text("请只保留要导入的列。", "Keep only the columns that are to be imported."),
        )
    twice = sorted({words for words in headings if words and headings.count(words) > 1})
    if twice:
        raise unfit(
            Text(f"有两列都叫“{twice[0][:40]}”。", f"Two columns are called “{twice[0][:40]}”."),
            Text("请给每一列不同的标题。", "Give every column a heading of its own."),
        )
    return headings


def _cut(line: Line, width: int) -> Line:
    """The row as wide as the headings; cells beyond them are nobody's."""
    cells = [*line.cells[:width], *[""] * (width - len(line.cells))]
    faults = {place: words for place, words in line.faults.items() if place < width}
    for place, words in enumerate(cells):
        if len(words) > LONGEST_CELL:
            faults[place], cells[place] = too_long_cell(), words[:LONGEST_CELL]
    return Line(line.number, tuple(cells), faults)


def _too_many() -> Invalid:
    return unfit(
        Text(f"超过 {MOST_ROWS} 行。", f"It has more than {MOST_ROWS} rows."),
        Text("请分成几个文件，逐个导入。", "Split it into several files and import one after the other."),
    )

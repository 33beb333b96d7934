"""An xlsx file as a stranger hands it in: opened within limits, only the values of its first sheet read."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from kernel.errors import Invalid, TongbanError
from kernel.sheets.cells import EXACT
from kernel.sheets.lines import LAST_LINE, MOST_COLUMNS, Line, unfit
from kernel.text import Text

LARGEST_OPENED = 40 * 1024 * 1024
"""Bytes of all parts unpacked."""
MOST_PARTS = 500
CHUNK = 64 * 1024
MARKUP = (".xml", ".rels", ".vml")
DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
OTHER = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["'](?!utf-8["'])""", re.I)
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")
MISREAD = Text(
    "这里是数字格式，末几位已丢失；请把该列设为文本后重新填写。",
    "It was kept as a number and lost its last digits; make the column text and type it again.",
)
FAILED = Text("这里是公式错误。", "A formula has failed here.")


def is_xlsx(content: bytes) -> bool:
    """Whether the file is a zip archive, as every xlsx is."""
    return content.startswith(b"PK")


def xlsx_lines(content: bytes) -> Iterator[Line]:
    """The rows of the first sheet; of a formula the value that was last worked out."""
    try:
        _refuse_hostile(content)
        yield from _rows(content)
    except TongbanError:
        raise
    except Exception as error:
        # a forged workbook leads its readers to any exception there is
        raise _no_xlsx() from error


def _rows(content: bytes) -> Iterator[Line]:
    # only an import reads workbooks; every start would wait for it
    from openpyxl import load_workbook
    from openpyxl.cell.read_only import EMPTY_CELL

    with warnings.catch_warnings():
        # what a workbook has beyond values is of no interest here
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        shown = [one for one in book.worksheets if one.sheet_state == "visible"]
        sheet = (shown or book.worksheets)[0]
        sheet.reset_dimensions()
        # one beyond the limits each, so that what is too much is seen and no more is read
        for number, row in enumerate(
            sheet.iter_rows(max_row=LAST_LINE + 1, max_col=MOST_COLUMNS + 1), start=1
        ):
            # rows that are left out are made up of one and the same cell, and cost no time this way
            is_left_out = all(cell is EMPTY_CELL for cell in row)
            yield Line(number, ()) if is_left_out else _line(number, row)
    finally:
        book.close()


def _line(number: int, row: Any) -> Line:
    cells: list[str] = []
    faults: dict[int, Text] = {}
    for place, cell in enumerate(row):
        value = cell.value
        if cell.data_type == "e":
            faults[place] = FAILED
        elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= EXACT:
            faults[place] = MISREAD
        cells.append(_words(value))
    return Line(number, tuple(cells), faults)


def _words(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case _:
            return str(value).strip()


def _refuse_hostile(content: bytes) -> None:
    """Nothing, when the archive unpacks within limits and no part declares entities or hides its letters."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if len(parts) > MOST_PARTS or len({part.filename for part in parts}) != len(parts):
            raise _no_xlsx()
        left = LARGEST_OPENED
        for part in parts:
            left -= _examined(archive, part, left)


def _examined(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """The size of the part as it really is; its directory may lie."""
    is_markup = part.filename.lower().endswith(MARKUP)
    size, before = 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            if not size and is_markup and (piece.startswith(WIDE) or OTHER.match(piece)):
                raise _no_xlsx()
            size += len(piece)
            if size > left:
                raise unfit(
                    Text("文件解开后太大。", "The file is too large when unpacked."),
                    Text(
                        "请只保留要导入的工作表和列。", "Keep only the sheet and the columns to be imported."
                    ),
                )
            if is_markup and DECLARED.search(before + piece):
                raise _no_xlsx()
            before = piece[-16:]
    return size


def _no_xlsx() -> Invalid:
    return unfit(
        Text("这不是完整的 xlsx 文件。", "This is not a complete xlsx file."),
        Text("请用 Excel 打开另存为 xlsx 后再上传。", "Open it in Excel, save it as xlsx, then upload it."),
    )

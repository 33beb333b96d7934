"""Sheets for people to download, made row by row: CSV and xlsx whose words are never run as formulas."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from xml.sax.saxutils import escape

from kernel.sheets.cells import Value, harmless, is_number, serial, words_of
from kernel.sheets.package import BOOK, PARTS, SHEET, SHEET_HEAD, SHEET_TAIL, book

CHUNK = 64 * 1024
"""Bytes that are gathered before they are handed on."""

Rows = Iterable[Sequence[Value]]


class Format(StrEnum):
    """The kinds of sheet that we write."""

    CSV = "csv"
    XLSX = "xlsx"


MIMETYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sheet(kind: Format, headings: Sequence[str], rows: Rows, *, name: str = "") -> Iterator[bytes]:
    """The sheet in pieces, each as soon as its rows are there; a workbook calls it by the name."""
    return csv_sheet(headings, rows) if kind is Format.CSV else xlsx_sheet(headings, rows, name=name)


def csv_sheet(headings: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """CSV in UTF-8 with the mark by which Excel knows it; every cell is quoted."""
    pipe = _Pipe()
    pipe.write(b"\xef\xbb\xbf")
    page = io.StringIO(newline="")
    writer = csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in _with_head(headings, rows):
        writer.writerow([_csv_cell(value) for value in row])
        pipe.write(page.getvalue().encode())
        page.seek(0)
        page.truncate()
        if pipe.size >= CHUNK:
            yield pipe.taken()
    yield pipe.taken()


def xlsx_sheet(headings: Sequence[str], rows: Rows, *, name: str = "") -> Iterator[bytes]:
    """An Excel workbook of one sheet; words are cells of text, so that numbers of people keep all digits.

    Numbers, days and moments are what they are, so that they can be added up, filtered and put in order.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:  # type: ignore[call-overload]
        # a ZipInfo of its own bears no time: equal rows make equal bytes
        for part_name, content in {**PARTS, BOOK: book(name)}.items():
            archive.writestr(zipfile.ZipInfo(part_name), content, zipfile.ZIP_DEFLATED)
        entry = zipfile.ZipInfo(SHEET)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(entry, "w", force_zip64=True) as part:
            part.write(SHEET_HEAD)
            for number, row in enumerate(_with_head(headings, rows), start=1):
                part.write(_xlsx_row(number, row))
                if pipe.size >= CHUNK:
                    yield pipe.taken()
            part.write(SHEET_TAIL)
    yield pipe.taken()


def _with_head(headings: Sequence[str], rows: Rows) -> Iterator[Sequence[Value]]:
    yield headings
    yield from rows


def _csv_cell(value: Value) -> str:
    return words_of(value) if is_number(value) else harmless(words_of(value))


def _xlsx_row(number: int, row: Sequence[Value]) -> bytes:
    cells = "".join(_xlsx_cell(value, head=number == 1) for value in row)
    return f'<row r="{number}">{cells}</row>'.encode()


def _xlsx_cell(value: Value, *, head: bool) -> str:
    if value is None or value == "":
        return "<c/>"
    if is_number(value):
        return f"<c><v>{words_of(value)}</v></c>"
    if (days := serial(value)) is not None:
        return f'<c s="{4 if isinstance(value, datetime) else 3}"><v>{days}</v></c>'
    words = escape(words_of(value))
    return f'<c s="{2 if head else 1}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


class _Pipe:
    """A file that only grows; what was written is taken away in pieces."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        """The piece waits to be taken."""
        self.pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """Everything written since it was last asked."""
        found, self.pieces, self.size = b"".join(self.pieces), [], 0
        return found

"""Sheets that people hand in and take away: CSV and xlsx, read within limits, written row by row."""

from kernel.sheets.cells import Value
from kernel.sheets.lines import LARGEST, MOST_ROWS, Line, Sheet
from kernel.sheets.reading import read_sheet
from kernel.sheets.writing import MIMETYPES, Format, csv_sheet, sheet, xlsx_sheet

__all__ = [
    "LARGEST",
    "MIMETYPES",
    "MOST_ROWS",
    "Format",
    "Line",
    "Sheet",
    "Value",
    "csv_sheet",
    "read_sheet",
    "sheet",
    "xlsx_sheet",
]

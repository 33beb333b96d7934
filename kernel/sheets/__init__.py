"""Sheets that people hand in and take away: CSV and xlsx, read within limits, written row by row."""

from kernel.sheets.cells import Value
from kernel.sheets.writing import MIMETYPES, Format, csv_sheet, sheet, xlsx_sheet

__all__ = ["MIMETYPES", "Format", "Value", "csv_sheet", "sheet", "xlsx_sheet"]

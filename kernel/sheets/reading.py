"""Sheets that people hand in: what kind they are shows in their bytes, whatever their name says."""

from kernel.sheets.csvfile import csv_lines
from kernel.sheets.lines import LARGEST, Sheet, sheet_of, unfit
from kernel.sheets.xlsxfile import is_xlsx, xlsx_lines
from kernel.text import Text

OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_sheet(content: bytes) -> Sheet:
    """The headings and rows of an xlsx or CSV file; an Invalid that says why when it cannot be read."""
    if len(content) > LARGEST:
        raise unfit(
            Text(f"文件超过 {LARGEST // 1024**2} MB。", f"The file is larger than {LARGEST // 1024**2} MB."),
            Text("请只保留要导入的列，或分成几个文件。", "Keep the columns to be imported, or split it."),
        )
    if content.startswith(OLD_EXCEL):
        raise unfit(
            Text("这是旧式 xls，或加了密码的文件。", "This is an old xls, or a file with a password."),
            Text("请另存为没有密码的 xlsx 后再上传。", "Save it as xlsx without a password, then upload it."),
        )
    return sheet_of(xlsx_lines(content) if is_xlsx(content) else csv_lines(content))

"""CSV as offices keep it: UTF-8, GB18030 or UTF-16, with commas, tabs or semicolons."""

import csv
import io
from collections.abc import Iterator

from kernel.errors import Invalid
from kernel.sheets.cells import plain
from kernel.sheets.lines import Line, unfit
from kernel.text import Text

WIDE = (b"\xff\xfe", b"\xfe\xff")
DIVIDERS = ",\t;"


def csv_lines(content: bytes) -> Iterator[Line]:
    """The rows of the file; a row is known by the line on which it begins."""
    text = _decoded(content)
    if "\0" in text:
        raise _no_csv()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text), strict=True)
    try:
        first = 1
        for cells in reader:
            yield Line(first, tuple(plain(words).strip() for words in cells))
            first = reader.line_num + 1
    except csv.Error as error:
        raise _torn(reader.line_num) from error


def _decoded(content: bytes) -> str:
    if content.startswith(WIDE):
        return _text(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # what Excel saves as CSV on a Chinese Windows; GB18030 holds rare characters of names too
        return _text(content, "gb18030")


def _text(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _no_csv() from None


def _divider(text: str) -> str:
    """The divider that the first line has most of, quoted parts left aside."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(head.split('"')[::2])
    return max(DIVIDERS, key=outside.count)


def _torn(line: int) -> Invalid:
    return unfit(
        Text(
            f"第 {line} 行的引号没有配对，或内容过长。",
            f"In line {line} a quote is not closed, or it is too long.",
        ),
        Text("请用 Excel 打开另存后再上传。", "Open it in Excel, save it again, then upload it."),
    )


def _no_csv() -> Invalid:
    return unfit(
        Text("这不是能读的表格文件。", "This is no sheet that can be read."),
        Text("请上传 xlsx，或用 UTF-8、GB18030 编码的 CSV。", "Upload xlsx, or CSV in UTF-8 or GB18030."),
    )

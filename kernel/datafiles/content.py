"""A data file as bytes and as checked text: an ordinary file, small enough, UTF-8, no control characters."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kernel.errors import DataFileError
from kernel.text import Text

# Also the line ends that editors do not count (U+0085, U+2028, U+2029): lines must be everybody's lines.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
BOM = b"\xef\xbb\xbf"
MIB = 1024 * 1024
SHOWN = 40


def refusal(file: str, line: int, what: Text, *, remedy: Text) -> DataFileError:
    """A refusal at a line of a file."""
    return DataFileError(what, remedy=remedy, place=f"{file}:{line}")


@contextmanager
def open_file(path: Path, *, file: str) -> Iterator[BinaryIO]:
    """The bytes of an ordinary file, to be read once."""
    try:
        # A pipe or a device would never end.
        if not path.is_file():
            raise refusal(
                file,
                1,
                Text("没有这个文件，或它不是普通文件。", "There is no such ordinary file."),
                remedy=Text("请检查路径。", "Check the path."),
            )
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise refusal(
            file,
            1,
            Text(f"文件无法读取（{error.strerror}）。", f"The file cannot be read ({error.strerror})."),
            remedy=Text("请检查文件及其权限。", "Check the file and its permissions."),
        ) from error


def content_of(path: Path, *, file: str, limit: int) -> bytes:
    """All bytes of an ordinary file of at most `limit` bytes."""
    with open_file(path, file=file) as stream:
        content = stream.read(limit + 1)
    check_size(len(content), file=file, limit=limit)
    return content


def check_size(size: int, *, file: str, limit: int) -> None:
    """Refuses what is longer than the limit."""
    if size > limit:
        most = limit // MIB
        raise refusal(
            file,
            1,
            Text(f"文件超过 {most} MiB。", f"The file is larger than {most} MiB."),
            remedy=Text("请拆成几个文件。", "Split it into several files."),
        )


def text_of(content: bytes, *, file: str, line: int = 1) -> str:
    """The text of a file or of a piece that begins at `line`, with line ends as \\n."""
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise refusal(
            file,
            line + content.count(b"\n", 0, error.start),
            Text("文件不是 UTF-8 编码。", "The file is not UTF-8."),
            remedy=Text(
                "请以 UTF-8 保存（Excel 中选「CSV UTF-8」）。", "Save it as UTF-8 (in Excel “CSV UTF-8”)."
            ),
        ) from error
    check_characters(text, file=file, line=line)
    return text


def check_characters(text: str, *, file: str, line: int) -> None:
    """Refuses control characters, at their line."""
    found = CONTROL.search(text)
    if found is None:
        return
    code = f"U+{ord(found.group()):04X}"
    raise refusal(
        file,
        line + text.count("\n", 0, found.start()),
        Text(f"含有不允许的控制字符 {code}。", f"Contains the control character {code}."),
        remedy=Text("请删去它。", "Remove it."),
    )


def shown(text: str) -> str:
    """A piece of a file short enough for a sentence."""
    seen = (mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in text[: SHOWN + 1])
    line = "".join(seen)
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"

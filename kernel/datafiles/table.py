"""CSV tables of plugins, read line by line: a header with `id` first, then one record a row."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kernel.datafiles.content import BOM, MIB, check_size, open_file, refusal, shown, text_of
from kernel.errors import DataFileError
from kernel.text import Text

LIMIT = 20 * MIB
MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_CELLS = 2_000_000
LONGEST_RECORD = MIB
REFERENCE = "/id"
MODEL = re.compile(r"[a-z][a-z0-9_]{0,63}")
COLUMN = re.compile(r"(?!id(?:/|$))[a-z][a-z0-9_]{0,62}(?:/id)?")
ID = re.compile(r"[a-z0-9][a-z0-9_]{0,99}")
EXTERNAL = re.compile(r"(?:[a-z][a-z0-9_]{0,39}\.)?[a-z0-9][a-z0-9_]{0,99}")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line where it begins, its own id, and its cells by column as the header writes it."""

    line: int
    id: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one model; `columns` are those beside the id, a reference written `office/id`."""

    model: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, *, file: str = "") -> Table:
    """The table of a file; `file` is the place told in errors, such as `alpha/data/offices.csv`."""
    place = file or path.name
    if not MODEL.fullmatch(path.stem):
        raise refusal(
            place,
            1,
            Text(
                f"文件名「{shown(path.stem)}」不是登记簿名。", f"“{shown(path.stem)}” is no register's name."
            ),
            remedy=Text(
                "请以登记簿命名，如 offices.csv。", "Name the file for its register, like offices.csv."
            ),
        )
    with open_file(path, file=place) as stream:
        return table_in(stream, path.stem, file=place)


def table_in(stream: BinaryIO, model: str, *, file: str) -> Table:
    """The table of a file's bytes."""
    reader = _Reader(stream, file)
    columns = reader.columns()
    return Table(model, columns, tuple(reader.rows(columns)))


class _Lines:
    """The lines of a stream, checked one by one, with the number of the last and the size of the record."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self.stream = stream
        self.file = file
        self.number = 0
        self.size = 0
        self.record = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        piece = self.stream.readline(LONGEST_RECORD + 1)
        if not piece:
            raise StopIteration
        self.number += 1
        self.size += len(piece)
        self.record += len(piece)
        check_size(self.size, file=self.file, limit=LIMIT)
        if self.record > LONGEST_RECORD:
            raise refusal(
                self.file,
                self.number,
                Text("这一行数据超过 1 MiB。", "This record is larger than 1 MiB."),
                remedy=Text("请检查引号是否成对。", "Check that quotes come in pairs."),
            )
        return text_of(
            piece.removeprefix(BOM) if self.number == 1 else piece, file=self.file, line=self.number
        )


class _Reader:
    """Records of a table, each refused at the line where it begins."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self.file = file
        self.lines = _Lines(stream, file)
        self.records = csv.reader(self.lines, strict=True)
        self.line = 1

    def columns(self) -> tuple[str, ...]:
        """The header without its id."""
        first, *columns = self._record() or [""]
        if first != "id":
            raise self._refused(
                Text("第一列必须是 id。", "The first column must be id."),
                Text("请在表头第一格写 id。", "Write id into the first cell of the header."),
            )
        if len(columns) >= MOST_COLUMNS:
            raise self._refused(
                Text(f"列数超过 {MOST_COLUMNS}。", f"There are more than {MOST_COLUMNS} columns."),
                Text("请拆成几张表。", "Split the table."),
            )
        names: set[str] = set()
        for column in columns:
            name = column.removesuffix(REFERENCE)
            if not COLUMN.fullmatch(column) or name in names:
                raise self._refused(
                    Text(
                        f"列名「{shown(column)}」不合规则或重复。",
                        f"The column “{shown(column)}” is odd or doubled.",
                    ),
                    Text(
                        "请用小写字母、数字、下划线；引用写成 office/id。",
                        "Use a–z, 0–9, _; a reference is office/id.",
                    ),
                )
            names.add(name)
        return tuple(columns)

    def rows(self, columns: tuple[str, ...]) -> Iterator[Row]:
        """The records after the header."""
        seen: dict[str, int] = {}
        most = min(MOST_ROWS, MOST_CELLS // (len(columns) + 1))
        while (cells := self._record()) is not None:
            if len(seen) == most:
                raise self._refused(
                    Text(f"这张表超过 {most} 行。", f"This table has more than {most} rows."),
                    Text("请拆成几个插件的数据。", "Split the data."),
                )
            yield self._row(cells, columns, seen)

    def _row(self, cells: list[str], columns: tuple[str, ...], seen: dict[str, int]) -> Row:
        if len(cells) != len(columns) + 1:
            wanted, given = len(columns) + 1, len(cells)
            raise self._refused(
                Text(
                    f"这一行有 {given} 格，表头有 {wanted} 格。",
                    f"This row has {given} cells, the header {wanted}.",
                ),
                Text("请补齐或删去多余的格；空行请删去。", "Complete or cut it; remove blank lines."),
            )
        name, *rest = cells
        if not ID.fullmatch(name):
            raise self._refused(
                Text(f"标识「{shown(name)}」不合规则。", f"The id “{shown(name)}” will not do."),
                Text("请用小写字母、数字、下划线。", "Use lower-case letters, digits and underscores."),
            )
        if name in seen:
            raise self._refused(
                Text(
                    f"标识「{name}」在第 {seen[name]} 行已用。",
                    f"The id “{name}” is used in line {seen[name]}.",
                ),
                Text("请换一个标识。", "Choose another id."),
            )
        seen[name] = self.line
        values = dict(zip(columns, rest, strict=True))
        self._check_references(values)
        return Row(self.line, name, values)

    def _check_references(self, values: dict[str, str]) -> None:
        for column, value in values.items():
            if value and column.endswith(REFERENCE) and not EXTERNAL.fullmatch(value):
                raise self._refused(
                    Text(
                        f"「{column}」的「{shown(value)}」不是外部标识。",
                        f"“{shown(value)}” is no external id.",
                    ),
                    Text("请写 标识 或 插件.标识。", "Write id or plugin.id."),
                )

    def _record(self) -> list[str] | None:
        self.line = self.lines.number + 1
        self.lines.record = 0
        try:
            return next(self.records, None)
        except csv.Error as error:
            raise self._refused(
                Text(f"CSV 写法有误（{error}）。", f"This is not well-formed CSV ({error})."),
                Text("请检查引号和逗号。", "Check quotes and commas."),
            ) from error

    def _refused(self, what: Text, remedy: Text) -> DataFileError:
        return refusal(self.file, self.line, what, remedy=remedy)

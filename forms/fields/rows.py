"""Rows that repeat; their columns are fields themselves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, Posted
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

MOST = 100


@field_type("rows")
@dataclass(frozen=True, slots=True)
class RowsField(FieldType):
    """Rows of the same columns; properties `fields`, `min_rows`, `max_rows`."""

    title: ClassVar = Text("多行表格", "repeating rows")
    group: ClassVar = Group.LAYOUT
    icon: ClassVar = "table"
    foreign: ClassVar = {"xlsform": "begin_repeat", "formio": "datagrid"}
    widget: ClassVar = "widgets/rows.html"
    givable: ClassVar = False
    grouped: ClassVar = True
    tabular: ClassVar = True
    sheet: ClassVar = (
        Property("fields", Text("列", "Columns"), Entry.COLUMNS, required=True),
        Property(
            "min_rows", Text("最少行数", "Fewest rows"), Entry.WHOLE, default=0, most=MOST, tab=Tab.CHECK
        ),
        Property(
            "max_rows",
            Text("最多行数", "Most rows"),
            Entry.WHOLE,
            default=20,
            least=1,
            most=MOST,
            tab=Tab.CHECK,
        ),
    )
    usual: ClassVar = {
        "fields": [
            {"name": "item", "type": "text", "title": {"zh": "名称", "en": "Name"}},
            {"name": "remark", "type": "text", "title": {"zh": "备注", "en": "Remark"}},
        ]
    }
    min_rows: int = 0
    max_rows: int = 20

    @classmethod
    def read(cls, node: Reader) -> Self:
        """How many rows there may be; the columns are read by the definition."""
        least = node.whole("min_rows", default=0, most=MOST) or 0
        return cls(
            least, node.whole("max_rows", default=max(20, least), least=max(1, least), most=MOST) or MOST
        )

    def normalised(self, raw: object) -> list[Any] | None:
        """The rows as they were given, if there are so many; the cells are for their own types."""
        if raw is None or raw == [] or (isinstance(raw, str) and not raw.strip()):
            return None
        if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
            raise AnswerError(
                Text("这里要填若干行。", "This has to be a list of rows."),
                remedy=Text("请按行填写。", "Fill in row by row."),
            )
        if not self.min_rows <= len(raw) <= self.max_rows:
            raise AnswerError(
                Text(
                    f"有 {len(raw)} 行，应为 {self.min_rows} 到 {self.max_rows} 行。",
                    f"There are {len(raw)} rows, not {self.min_rows} to {self.max_rows}.",
                ),
                remedy=Text("请增减行数。", "Add or remove rows."),
            )
        return raw

    def display(self, answer: Any, locale: str) -> str:
        """How many rows."""
        count = len(answer or ())
        return Text(f"{count} 行", f"{count} rows").of(locale) if count else ""

    def gathered(self, posted: Posted, name: str) -> list[dict[str, Any]]:
        """The rows as `rows_posted`, each cell of one text."""
        return rows_posted(posted, name, {})

    def json_schema(self) -> dict[str, Any]:
        """A list; what a row holds the form adds."""
        return {"type": "array", "minItems": self.min_rows, "maxItems": self.max_rows}


def rows_posted(posted: Posted, name: str, columns: Mapping[str, FieldType]) -> list[dict[str, Any]]:
    """The rows posted as `name-0-column`, in the order of their numbers; untouched rows are left out.

    What a cell of several inputs holds its type gathers; a column that is not known is one text.
    """
    cell = re.compile(rf"{re.escape(name)}-([0-9]{{1,3}})-([a-z][a-z0-9_]{{0,63}})")
    rows: dict[int, dict[str, Any]] = {}
    touched: set[int] = set()
    for key in posted:
        if key.startswith(name) and (match := cell.fullmatch(key)):
            kind = columns.get(match[2])
            held = kind.gathered(posted, key) if kind is not None else posted.getlist(key)[0]
            rows.setdefault(int(match[1]), {})[match[2]] = held
            if _is_touched(kind, held):
                touched.add(int(match[1]))
    return [row for number, row in sorted(rows.items()) if number in touched]


def _is_touched(kind: FieldType | None, held: Any) -> bool:
    """Whether anybody filled in the cell; a list with one choice is posted from an empty row as well."""
    if kind is None or not isinstance(held, list):
        return bool(held and str(held).strip())
    try:
        return kind.normalised(held) is not None
    except AnswerError:
        return True

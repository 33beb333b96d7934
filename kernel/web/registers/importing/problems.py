"""The rows of a sheet with what is wrong with them: for the page masked, for the download ready to be mended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from kernel.keys import KeyRing
from kernel.models import ImportBatch, ImportFinding
from kernel.models.imports import Severity
from kernel.text import Text
from kernel.web.registers.fields import RegisterField
from kernel.web.registers.importing.batches import findings_of, lines_of
from kernel.web.registers.writing import Writing

SHOWN = 100
"""Problems on the page; all of them are in the download."""
COLUMN = Text("问题", "Problem")
WHOLE_ROW = Text("整行", "Whole row")
LONG = 40
SHORTEST_MASKED = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is said of a row, as the page shows it."""

    line: int
    column: Text
    value: str
    is_error: bool
    words: Text


@dataclass(frozen=True, slots=True)
class Sample:
    """A field with the column that it is taken from and what stands there first."""

    field: RegisterField
    place: int | None
    values: tuple[str, ...]


def problems_of(session: Session, keys: KeyRing, writing: Writing, batch: ImportBatch) -> list[Problem]:
    """The first problems, with the values that have them; of people's numbers only the ends."""
    fields = {one.name: one for one in writing.form()}
    found = findings_of(session, batch.id, limit=SHOWN)
    cells = _cells(session, keys, batch, {one.line for one in found})
    return [_problem(one, fields, batch.columns, cells.get(one.line, ())) for one in found]


def problem_rows(session: Session, keys: KeyRing, batch: ImportBatch, locale: str) -> Iterator[list[str]]:
    """The rows that have something said of them, as they were brought, with what is said behind them."""
    said: dict[int, list[str]] = {}
    for one in findings_of(session, batch.id):
        said.setdefault(one.line, []).append(Text(one.zh, one.en).of(locale))
    for number in range(batch.parts):
        for line in lines_of(session, keys, batch.id, number):
            if line.number in said:
                yield [*line.cells, " ".join(said[line.number])]


def headings_of(batch: ImportBatch, locale: str) -> list[str]:
    """The headings as they were brought; the column of an earlier download takes no second place."""
    return [
        *batch.headings,
        COLUMN.of(locale) if COLUMN.of(locale) not in batch.headings else f"{COLUMN.of(locale)} 2",
    ]


def samples_of(
    session: Session, keys: KeyRing, writing: Writing, batch: ImportBatch, columns: Mapping[str, int]
) -> list[Sample]:
    """Each field of the form with its column and the first values in it."""
    lines = lines_of(session, keys, batch.id, 0)[:3]
    found = []
    for one in writing.form():
        place = columns.get(one.name)
        values = () if place is None else tuple(masked(one, line.cells[place]) for line in lines)
        found.append(Sample(one, place, values))
    return found


def masked(field: RegisterField | None, words: str) -> str:
    """The words as others may see them over one's shoulder."""
    shown = words if len(words) <= LONG else f"{words[:LONG]}…"
    if field is None or not field.personal or not words:
        return shown
    if len(words) < SHORTEST_MASKED:
        return words[0] + "*" * (len(words) - 1)
    return f"{words[:3]}{'*' * (len(words) - 7)}{words[-4:]}"


def _problem(
    one: ImportFinding, fields: Mapping[str, Any], columns: Mapping[str, int], cells: Sequence[str]
) -> Problem:
    field, place = fields.get(one.field), columns.get(one.field)
    value = cells[place] if place is not None and place < len(cells) else ""
    return Problem(
        line=one.line,
        column=field.label.text if field is not None else WHOLE_ROW,
        value=masked(field, value),
        is_error=one.severity == Severity.ERROR,
        words=Text(one.zh, one.en),
    )


def _cells(
    session: Session, keys: KeyRing, batch: ImportBatch, wanted: set[int]
) -> dict[int, tuple[str, ...]]:
    """The cells of these rows; parts are opened until all are found."""
    found: dict[int, tuple[str, ...]] = {}
    for number in range(batch.parts):
        if len(found) >= len(wanted - {0}):
            break
        found |= {
            one.number: one.cells for one in lines_of(session, keys, batch.id, number) if one.number in wanted
        }
    return found

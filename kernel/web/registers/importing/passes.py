"""A pass over a sheet, part by part: tried out and undone, or carried in; each part counted in its transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from kernel.access import resource_of
from kernel.audit import record
from kernel.models import ImportBatch, ImportFinding, ImportPart
from kernel.models.imports import BatchState, Severity
from kernel.outbox import defer
from kernel.sheets import Line
from kernel.web.registers.importing.batches import (
    PART,
    cleared,
    keys_of,
    lines_of,
    locked,
    uncounted,
    wrong_lines,
)
from kernel.web.registers.importing.refusals import nothing_good
from kernel.web.registers.importing.rows import Fate, Said, Wish, fate_of
from kernel.web.registers.writing import Writer
from kernel.web.registers.written import Act

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

    View = type[RegisterView]

TOPIC = "registers.import"
AT_ONCE = PART
"""Rows that are tried out while one waits; larger sheets are tried as deferred work."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what became of it."""

    line: int
    fate: Fate
    mark: str = ""


def begin_trial(view: "View", writer: Writer, batch: ImportBatch, columns: Mapping[str, int]) -> None:
    """The sheet is being tried out with these columns, at once when it is short."""
    locked(writer.session, batch, BatchState.BROUGHT, BatchState.CHECKING, BatchState.CHECKED)
    cleared(writer.session, batch)
    batch.columns, batch.state, batch.changed_at = dict(columns), BatchState.CHECKING, writer.now
    writer.session.flush()
    if batch.total <= AT_ONCE:
        carry_on(view, writer, batch)
    else:
        _defer(writer, batch)


def begin_import(writer: Writer, batch: ImportBatch, *, only_new: bool) -> None:
    """What was found good is being carried in, as deferred work."""
    locked(writer.session, batch, BatchState.CHECKED)
    if not batch.added + batch.edited:
        raise nothing_good(batch.id)
    uncounted(batch)
    batch.only_new, batch.state, batch.changed_at = only_new, BatchState.IMPORTING, writer.now
    writer.session.flush()
    _defer(writer, batch)


def carry_on(view: "View", writer: Writer, batch: ImportBatch) -> None:
    """The next part is through, and the one after it asked for; after the last one the pass has ended."""
    number = batch.done // PART
    lines = lines_of(writer.session, keys_of(writer), batch.id, number)
    if lines:
        is_trial = batch.state == BatchState.CHECKING
        rows = (
            _tried(view, writer, batch, number, lines) if is_trial else _carried(view, writer, batch, lines)
        )
        _count(batch, rows)
        _note(writer, batch, rows)
    batch.changed_at = writer.now
    if batch.done < batch.total and lines:
        writer.session.flush()
        _defer(writer, batch)
    else:
        _end(view, writer, batch)


def _tried(view: "View", writer: Writer, batch: ImportBatch, number: int, lines: Sequence[Line]) -> list[Row]:
    wish = Wish(batch.columns, only_new=False, batch_id=batch.id)
    known = dict(_marks_before(writer, batch.id, number))
    rows: list[Row] = []
    with writer.session.begin_nested() as trial:
        for line in lines:
            fate, mark = fate_of(view, writer, wish, line, known.get)
            if mark:
                known.setdefault(mark, line.number)
            rows.append(Row(line.number, fate, mark))
        trial.rollback()
    marks = [[row.mark, row.line] for row in rows if row.mark]
    writer.session.execute(
        update(ImportPart)
        .where(ImportPart.batch_id == batch.id, ImportPart.number == number)
        .values(marks=marks),
        execution_options={"synchronize_session": False},
    )
    return rows


def _carried(view: "View", writer: Writer, batch: ImportBatch, lines: Sequence[Line]) -> list[Row]:
    wish = Wish(batch.columns, only_new=batch.only_new, batch_id=batch.id)
    left_out = wrong_lines(writer.session, batch.id, lines)
    rows = []
    for line in lines:
        if line.number in left_out:
            # what is said of it was said when it was tried
            rows.append(Row(line.number, Fate(None)))
        else:
            rows.append(Row(line.number, fate_of(view, writer, wish, line, lambda _mark: None)[0]))
    return rows


def _marks_before(writer: Writer, batch_id: int, number: int) -> Iterator[tuple[str, int]]:
    parts = writer.session.scalars(
        select(ImportPart.marks).where(ImportPart.batch_id == batch_id, ImportPart.number < number)
    )
    return ((mark, line) for marks in parts for mark, line in marks)


def _count(batch: ImportBatch, rows: Sequence[Row]) -> None:
    batch.done += len(rows)
    for row in rows:
        match row.fate.act:
            case Act.ADDED:
                batch.added += 1
            case Act.EDITED:
                batch.edited += 1
            case Act.SAME:
                batch.same += 1
            case None if row.fate.is_left:
                batch.left += 1
            case None:
                batch.wrong += 1
        batch.warned += bool(row.fate.said) and not row.fate.is_wrong


def _note(writer: Writer, batch: ImportBatch, rows: Sequence[Row]) -> None:
    """What is said of the rows is on record; an import says again only what hindered it."""
    again = batch.state == BatchState.IMPORTING
    found = [
        _finding(batch.id, row.line, one)
        for row in rows
        for one in row.fate.said
        if not (again and one.severity is Severity.WARNING)
    ]
    if found:
        writer.session.execute(insert(ImportFinding), found)


def _finding(batch_id: int, line: int, said: Said) -> dict[str, Any]:
    words = {"zh": said.words.zh, "en": said.words.en}
    return {"batch_id": batch_id, "line": line, "field": said.field, "severity": said.severity, **words}


def _end(view: "View", writer: Writer, batch: ImportBatch) -> None:
    if batch.state == BatchState.CHECKING:
        batch.state = BatchState.CHECKED
        return
    batch.state, batch.finished_at = BatchState.DONE, writer.now
    counts = {name: getattr(batch, name) for name in ("total", "added", "edited", "same", "left", "wrong")}
    record(
        writer.session,
        actor=writer.actor.username,
        action="register.imported",
        thing=f"{resource_of(view.datamodel.obj)}:import:{batch.id}",
        detail={**counts, "digest": batch.digest, "columns": sorted(batch.columns)},
        now=writer.now,
        address=writer.address,
    )


def _defer(writer: Writer, batch: ImportBatch) -> None:
    payload = {"batch": batch.id, "state": str(batch.state), "done": batch.done}
    defer(writer.session, TOPIC, payload, now=writer.now)

"""Batches: a sheet laid away closed up, its rows opened part by part, its state told and moved on."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from kernel.errors import Conflict, NotFound
from kernel.keys import KeyRing
from kernel.keys.closing import closed, opened
from kernel.models import ImportBatch, ImportFinding, ImportPart
from kernel.models.imports import BatchState, Severity
from kernel.sheets import Line, Sheet
from kernel.sheets.cells import UNPRINTABLE
from kernel.text import Text
from kernel.web.registers.importing.matching import matched
from kernel.web.registers.writing import Writer, Writing

PART = 200
"""Rows that are tried or carried in together, within one transaction."""

CONTEXT = "import"
PLAIN = str.maketrans(dict.fromkeys("\\/\0\r\n\t", "_"))


def brought(
    writer: Writer, register: str, writing: Writing, sheet: Sheet, *, filename: str, content: bytes
) -> ImportBatch:
    """The sheet is laid away under this account, its columns matched as far as their headings tell."""
    keys = keys_of(writer)
    parts = [sheet.lines[start : start + PART] for start in range(0, len(sheet.lines), PART)]
    batch = ImportBatch(
        register=register,
        user_id=writer.actor.user_id,
        filename=UNPRINTABLE.sub("", filename.translate(PLAIN))[-120:],
        digest=hashlib.sha256(content).hexdigest(),
        address=writer.address,
        state=BatchState.BROUGHT,
        headings=list(sheet.headings),
        columns=matched(sheet.headings, titles_of(writing)),
        total=len(sheet.lines),
        parts=len(parts),
        created_at=writer.now,
        changed_at=writer.now,
    )
    writer.session.add(batch)
    writer.session.flush()
    rows = [
        {"batch_id": batch.id, "number": number, "rows": _packed(keys, batch.id, part), "marks": []}
        for number, part in enumerate(parts)
    ]
    writer.session.execute(insert(ImportPart), rows)
    return batch


def titles_of(writing: Writing) -> list[tuple[str, tuple[str, str]]]:
    """The fields of the form with what their columns may be called."""
    return [(one.name, (one.label.text.zh, one.label.text.en)) for one in writing.form()]


def batch_of(session: Session, number: int, *, user_id: int | None, register: str) -> ImportBatch:
    """The batch, when this account brought it to this register; anybody else's is one that is not there."""
    row = session.get(ImportBatch, number, populate_existing=True)
    if row is None or row.user_id != user_id or row.register != register:
        raise NotFound(
            Text("没有这次导入。", "There is no such import."),
            remedy=Text(
                "它可能已被清理；请重新上传文件。", "It may have been cleared; upload the file again."
            ),
            place=f"import:{number}",
        )
    return row


def locked(session: Session, batch: ImportBatch, *states: BatchState) -> None:
    """Nobody else moves the batch on until the commit; a refusal when it is in none of these states."""
    session.refresh(batch, with_for_update=True)
    if batch.state not in states:
        raise Conflict(
            Text("这次导入已经走到别的步骤。", "This import has moved on."),
            remedy=Text("请刷新页面，看它现在的进度。", "Reload the page to see where it stands."),
            place=f"import:{batch.id}",
        )


def lines_of(session: Session, keys: KeyRing, batch_id: int, number: int) -> list[Line]:
    """The rows of a part."""
    packed = session.scalar(
        select(ImportPart.rows).where(ImportPart.batch_id == batch_id, ImportPart.number == number)
    )
    if packed is None:
        return []
    told = json.loads(zlib.decompress(opened(keys, packed, context=f"{CONTEXT}.{batch_id}")))
    return [
        Line(line, tuple(cells), {int(place): Text(*words) for place, words in faults.items()})
        for line, cells, faults in told
    ]


def findings_of(session: Session, batch_id: int, *, limit: int | None = None) -> Sequence[ImportFinding]:
    """What is wrong or odd, row by row."""
    return session.scalars(
        select(ImportFinding)
        .where(ImportFinding.batch_id == batch_id)
        .order_by(ImportFinding.line, ImportFinding.id)
        .limit(limit)
    ).all()


def counted_lines(session: Session, batch_id: int) -> int:
    """How many rows have something said of them."""
    lines = select(func.count(ImportFinding.line.distinct())).where(ImportFinding.batch_id == batch_id)
    return session.scalar(lines) or 0


def wrong_lines(session: Session, batch_id: int, among: Sequence[Line]) -> frozenset[int]:
    """The rows of a part that are left out."""
    numbers = [line.number for line in among]
    found = select(ImportFinding.line).where(
        ImportFinding.batch_id == batch_id,
        ImportFinding.severity == Severity.ERROR,
        ImportFinding.line.between(min(numbers), max(numbers)),
    )
    return frozenset(session.scalars(found))


def cleared(session: Session, batch: ImportBatch) -> None:
    """Nothing has been found yet, and nothing counted."""
    session.execute(delete(ImportFinding).where(ImportFinding.batch_id == batch.id))
    uncounted(batch)


def uncounted(batch: ImportBatch) -> None:
    """The next pass counts from nothing."""
    batch.done = batch.added = batch.edited = batch.same = batch.wrong = batch.warned = batch.left = 0


def forget(session: Session, *, before: datetime) -> dict[str, int]:
    """Contents of sheets brought before that moment are gone, with what was said of them and the batch itself."""
    old = select(ImportBatch.id).where(ImportBatch.created_at < before)
    for model in (ImportFinding, ImportPart):
        session.execute(delete(model).where(model.batch_id.in_(old)))
    gone = session.execute(
        delete(ImportBatch).where(ImportBatch.created_at < before).returning(ImportBatch.id)
    )
    return {"imports": len(gone.all())}


def keys_of(writer: Writer) -> KeyRing:
    """The keys with which rows are closed up."""
    return writer.keys or KeyRing({})


def _packed(keys: KeyRing, batch_id: int, lines: Sequence[Line]) -> bytes:
    told: list[tuple[int, tuple[str, ...], Mapping[Any, Any]]] = [
        (one.number, one.cells, {place: (words.zh, words.en) for place, words in one.faults.items()})
        for one in lines
    ]
    packed = zlib.compress(json.dumps(told, ensure_ascii=False).encode())
    return closed(keys, packed, context=f"{CONTEXT}.{batch_id}")

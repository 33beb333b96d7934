"""Sheets of a register: the rows asked for that the reader may export, made at once or as deferred work."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.access import actor_of, rules_of
from kernel.audit import record
from kernel.errors import Invalid, NotFound
from kernel.failures import told
from kernel.jobs import Daily, Slot
from kernel.models import RegisterExport
from kernel.models.registers import ExportState
from kernel.outbox import defer
from kernel.seams import job, topic
from kernel.sheets import Format, sheet
from kernel.surroundings import Surroundings, surroundings_of
from kernel.text import Text
from kernel.web.registers.cells import cell_of
from kernel.web.registers.columns import Column
from kernel.web.registers.finding import register_named
from kernel.web.registers.queries import every_row, exportable
from kernel.web.registers.question import HAS, Question
from kernel.web.registers.reader import Reader
from kernel.web.registers.words import opened, sealed

TOPIC = "registers.export"
AT_ONCE = 2_000
"""Rows that a request makes itself; more are made by the scheduler."""

LONGEST = 200
KEPT = timedelta(days=7)
FOLDER = "exports"
STRIDE = 1_000
"""Rows after which the progress is told."""

Tell = Callable[[int], object]
"""Hears how many rows are written."""

Making = Callable[[Session, RegisterExport, Surroundings], tuple[str, int]]
"""Makes the file of an export: its name, and how many rows it has."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants as a sheet, and what for."""

    question: Question
    columns: tuple[str, ...]
    among: tuple[int, ...]
    format: Format
    purpose: str


def refuse_unclear(purpose: str) -> None:
    """Nothing when the words say what the sheet is for; a refusal otherwise."""
    if not purpose or len(purpose) > LONGEST:
        raise Invalid(
            Text("请写明导出的用途。", "Say what the export is for."),
            remedy=Text(
                f"用途会写入审计日志，1 至 {LONGEST} 个字。",
                f"It goes into the audit log; 1 to {LONGEST} characters.",
            ),
            place="purpose",
        )


def columns_of(view: Any, names: Sequence[str]) -> list[Column]:
    """The columns of a sheet: those named, or all that sheets may have."""
    return [one for one in view.columns if one.sheet and (not names or one.name in names)]


def sheet_of(view: Any, reader: Reader, wish: Wish) -> Iterator[bytes]:
    """The sheet in pieces."""
    return _sheet(view, reader, wish, lambda _done: None)


def note_export(session: Session, view: Any, wish: Wish, *, actor: str, rows: int, now: datetime) -> None:
    """The export is on record: of what, how much, by which conditions, what for; words looked for are not kept."""
    detail = {
        "purpose": wish.purpose,
        "rows": rows,
        "format": str(wish.format),
        "conditions": [_on_record(name, value) for name, value in wish.question.on(1).pairs()],
        "searched": bool(wish.question.words),
        "selected": len(wish.among),
    }
    record(session, actor=actor, action="export", thing=f"register:{view.name}", detail=detail, now=now)


def _on_record(name: str, value: str) -> str:
    # whoever reads the log learns that a name was looked for, and not which
    return f"{name}=…" if name.endswith(HAS) else f"{name}={value}"


def ask(
    session: Session, view: Any, reader: Reader, wish: Wish, *, expected: int, now: datetime
) -> RegisterExport:
    """The sheet will be made by the scheduler, for this account."""
    words = wish.question.words
    asked = {
        "pairs": [list(pair) for pair in wish.question.on(1).pairs()],
        "words": sealed(reader.keys, words, place=view.name) if words and reader.keys else "",
        "columns": list(wish.columns),
        "among": list(wish.among),
    }
    row = RegisterExport(
        register=view.name,
        user_id=reader.actor.user_id,
        locale=reader.locale,
        format=str(wish.format),
        purpose=wish.purpose,
        asked=asked,
        expected=expected,
        state=ExportState.WAITING,
        created_at=now,
    )
    session.add(row)
    session.flush()
    defer(session, TOPIC, {"export": row.id}, now=now, key=f"{TOPIC}:{row.id}")
    return row


def export_of(session: Session, number: int, user_id: int) -> RegisterExport:
    """An export of this account."""
    row = session.scalar(
        select(RegisterExport).where(RegisterExport.id == number, RegisterExport.user_id == user_id)
    )
    if row is None:
        raise NotFound(
            Text("没有这次导出。", "There is no such export."),
            remedy=Text("请从登记簿重新导出。", "Export it again from the register."),
            place=f"export:{number}",
        )
    return row


def progress_of(folder: Path, number: int) -> int:
    """How many rows the running export has written."""
    path = folder / FOLDER / f"{number}.progress"
    words = path.read_text(encoding="ascii") if path.is_file() else ""
    return int(words) if words.isdigit() else 0


@topic(TOPIC, title=Text("导出登记簿", "Export a register"), attempts=1)
def make(session: Session, payload: Mapping[str, Any]) -> None:
    """The sheet lies beside the database, and whoever asked can fetch it; or the export says why not."""
    fulfil(session, payload["export"], _made)


def fulfil(session: Session, number: int, making: Making) -> None:
    """The file of the export lies beside the database, whole; or the export says why not."""
    row = session.get(RegisterExport, number)
    if row is None or row.state != ExportState.WAITING:
        return
    here = surroundings_of(session)
    try:
        with session.begin_nested():
            row.file, row.rows = making(session, row, here)
            row.state = ExportState.DONE
    except Exception as failure:
        if not session.is_active:
            raise
        row.state, row.error = ExportState.FAILED, told(failure)
    row.done_at = here.clock.now()


def written(row: RegisterExport, here: Surroundings, pieces: Callable[[Tell], Iterator[bytes]]) -> str:
    """The name of the file that holds the pieces, which nobody guesses; how far it is can be seen meanwhile."""
    if here.folder is None:
        raise NotFound(
            Text("没有数据目录。", "There is no data folder."),
            remedy=Text("请联系系统管理员。", "Ask the administrator."),
            place="export",
        )
    folder = here.folder / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{row.id}-{secrets.token_hex(8)}.{row.format}"
    told_in, part = folder / f"{row.id}.progress", folder / f"{name}.part"
    try:
        with part.open("xb") as file:
            for piece in pieces(lambda done: told_in.write_text(str(done), "ascii")):
                file.write(piece)
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)
        told_in.unlink(missing_ok=True)
    return name


@job("export_cleaning", title=Text("清理导出文件", "Forget exports"), schedule=Daily("03:50"), catch_up=1)
def clean(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Files of exports made a week ago are gone with what was asked; that they were made stays on record."""
    here = surroundings_of(session)
    old = session.scalars(
        select(RegisterExport).where(
            RegisterExport.state == ExportState.DONE, RegisterExport.done_at < here.clock.now() - KEPT
        )
    ).all()
    for row in old:
        if here.folder is not None and row.file:
            (here.folder / FOLDER / row.file).unlink(missing_ok=True)
        row.state, row.file, row.asked = ExportState.GONE, None, {}
    return {"exports": len(old)}


def _made(session: Session, row: RegisterExport, here: Surroundings) -> tuple[str, int]:
    view = register_named(here.registry, row.register)
    if view is None:
        raise NotFound(
            Text("没有这个登记簿。", "There is no such register."),
            remedy=Text("插件可能已卸载；请重新导出。", "Its plugin may be gone; export again."),
            place=row.register,
        )
    actor = actor_of(session, row.user_id)
    rules = rules_of(session, actor.role_ids)
    today = here.clock.today()
    reader = Reader(session, actor, rules, here.registry, here.keys, today, row.locale)
    wish = _wish_of(view, row, reader)
    name = written(row, here, lambda tell: _sheet(view, reader, wish, tell))
    count = exportable(view, reader, wish.question, among=wish.among)
    note_export(session, view, wish, actor=actor.username, rows=count, now=here.clock.now())
    return name, count


def _wish_of(view: Any, row: RegisterExport, reader: Reader) -> Wish:
    asked = row.asked
    question: Question = view.question([tuple(pair) for pair in asked["pairs"]])
    if asked["words"] and reader.keys is not None:
        question = replace(question, words=opened(reader.keys, asked["words"], place=view.name))
    return Wish(question, tuple(asked["columns"]), tuple(asked["among"]), Format(row.format), row.purpose)


def _sheet(view: Any, reader: Reader, wish: Wish, tell: Tell) -> Iterator[bytes]:
    columns = columns_of(view, wish.columns)
    headings = [one.title.of(reader.locale) for one in columns]

    def rows() -> Iterator[list[Any]]:
        found = every_row(view, reader, wish.question, columns, among=wish.among)
        for number, row in enumerate(found, start=1):
            if number % STRIDE == 0:
                tell(number)
            yield [cell_of(one, row[place], reader.locale) for place, one in enumerate(columns, start=1)]

    return sheet(wish.format, headings, rows(), name=view.title.of(reader.locale))

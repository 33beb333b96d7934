"""Sheets of lists made in the background: asked for in a request, written by the scheduler, fetched by who asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from approvals.assignment import standing_of
from approvals.inbox import View
from approvals.narrowing import Limit, Narrowing, Order
from approvals.sheeting import Listing, counted, file_name, made
from kernel.access import actor_of
from kernel.audit import record
from kernel.errors import NotFound
from kernel.failures import told
from kernel.models import RegisterExport
from kernel.models.registers import ExportState
from kernel.outbox import defer
from kernel.seams import topic
from kernel.sheets import Format
from kernel.surroundings import Surroundings, surroundings_of
from kernel.text import Text
from kernel.web.registers.exporting import FOLDER

REGISTER, TOPIC, MOST = "workbench", "workbench.export", 200_000


@dataclass(frozen=True, slots=True)
class Wish:
    """The list that somebody wants as a sheet, its columns, what for, and for whom it is."""

    listing: Listing
    columns: tuple[str, ...]
    purpose: str
    user_id: int
    locale: str
    proxy: str = ""


def note(session: Session, wish: Wish, *, actor: str, rows: int, now: datetime) -> None:
    """The export is on record: which list, how much, what for; whom it was about is not kept."""
    narrowing = wish.listing.narrowing
    detail = {
        "purpose": wish.purpose,
        "rows": rows,
        "view": wish.listing.view.value,
        "columns": list(wish.columns),
        "searched": narrowing.cases is not None,
        "as": wish.proxy,
    }
    record(session, actor=actor, action="export", thing=REGISTER, detail=detail, now=now)


def ask(session: Session, wish: Wish, *, expected: int, now: datetime) -> int:
    """The sheet will be made by the scheduler; answers with the number under which it is found."""
    narrowing = wish.listing.narrowing
    asked = {
        "view": wish.listing.view.value,
        "columns": list(wish.columns),
        "proxy": wish.proxy,
        "matter": narrowing.matter,
        "office": narrowing.office,
        "step": narrowing.step,
        "limit": narrowing.limit.value if narrowing.limit else "",
        "order": narrowing.order.value,
        "cases": None if narrowing.cases is None else list(narrowing.cases),
        "today": wish.listing.today.isoformat(),
    }
    row = RegisterExport(
        register=REGISTER,
        user_id=wish.user_id,
        locale=wish.locale,
        format=str(Format.XLSX),
        purpose=wish.purpose,
        asked=asked,
        expected=expected,
        state=ExportState.WAITING,
        created_at=now,
    )
    session.add(row)
    session.flush()
    defer(session, TOPIC, {"export": row.id}, now=now, key=f"{TOPIC}:{row.id}")
    return row.id


@topic(TOPIC, title=Text("导出办件列表", "Export a list of cases"), attempts=1)
def make_list(session: Session, payload: Mapping[str, Any]) -> None:
    """The sheet lies beside the database, and whoever asked can fetch it; or the export says why not."""
    row = session.get(RegisterExport, payload["export"])
    if row is None or row.state != ExportState.WAITING:
        return
    here = surroundings_of(session)
    try:
        with session.begin_nested():
            row.file, row.rows = _written(session, row, here)
            row.state = ExportState.DONE
    except Exception as failure:
        if not session.is_active:
            raise
        row.state, row.error = ExportState.FAILED, told(failure)
    row.done_at = here.clock.now()


def _written(session: Session, row: RegisterExport, here: Surroundings) -> tuple[str, int]:
    if here.folder is None:
        raise NotFound(
            Text("没有数据目录。", "There is no data folder."),
            remedy=Text("请联系系统管理员。", "Ask the administrator."),
            place="export",
        )
    wish, actor = _wish_of(session, row, here)
    folder = here.folder / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = file_name(row.id, row.format)
    count = _write(session, here, wish, folder / name, folder / f"{row.id}.progress")
    note(session, wish, actor=actor, rows=count, now=here.clock.now())
    return name, count


def _write(session: Session, here: Surroundings, wish: Wish, path: Path, progress: Path) -> int:
    counts = [0]

    def tell(done: int) -> None:
        counts.append(done)
        progress.write_text(str(done), "ascii")

    part = path.with_name(f"{path.name}.part")
    pieces = made(
        session, here.registry, wish.listing, wish.columns, locale=wish.locale, format=Format.XLSX, tell=tell
    )
    try:
        with part.open("xb") as file:
            for piece in pieces:
                file.write(piece)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        progress.unlink(missing_ok=True)
    return counts[-1]


def _wish_of(session: Session, row: RegisterExport, here: Surroundings) -> tuple[Wish, str]:
    """What was asked, as far as whoever asked may see it by now."""
    asked: Mapping[str, Any] = row.asked
    actor = actor_of(session, row.user_id)
    standing = standing_of(session, here.registry, actor, today=here.clock.today())
    cases: Sequence[int] | None = asked["cases"]
    narrowing = Narrowing(
        matter=asked["matter"],
        office=asked["office"],
        step=asked["step"],
        limit=Limit(asked["limit"]) if asked["limit"] else None,
        cases=None if cases is None else tuple(cases),
        order=Order(asked["order"]),
    )
    if asked["proxy"]:
        proxy = next((one for one in standing.proxies if one.principal.name == asked["proxy"]), None)
        if proxy is None:
            raise NotFound(
                Text("代理已经结束。", "The deputation is over."),
                remedy=Text("请从自己的列表导出。", "Export your own list."),
                place=asked["proxy"],
            )
        also = frozenset({actor.username})
        standing, narrowing = proxy.principal, replace(narrowing, matters=proxy.matters, also=also)
    listing = Listing(standing, View(asked["view"]), narrowing, date.fromisoformat(asked["today"]))
    wish = Wish(listing, tuple(asked["columns"]), row.purpose, row.user_id, row.locale, asked["proxy"])
    return wish, actor.username


def expected_rows(session: Session, listing: Listing) -> int:
    """How many rows the sheet will have."""
    return counted(session, listing, most=MOST)

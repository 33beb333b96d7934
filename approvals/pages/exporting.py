"""The export of a list: which columns, what for; at once when it is small, else in the background with progress."""

import io
from datetime import date
from pathlib import Path

from flask import Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from approvals import exporters
from approvals.exporters import REGISTER, Wish
from approvals.lists.sheeting import COLUMNS, Listing, made
from approvals.lists.views import THEIRS, TITLES, View
from approvals.pages.desk import Desk, desk, where
from approvals.pages.queues import queue_of
from approvals.pages.recorded import address_here
from kernel.clock import local_day
from kernel.errors import Invalid, NotFound
from kernel.models import RegisterExport
from kernel.models.registers import ExportState
from kernel.sheets import MIMETYPES, Format
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.registers.exporting import AT_ONCE, FOLDER, export_of, progress_of, refuse_unclear


def form() -> str:
    """The columns to choose from, and how many rows there are."""
    return _form(desk(platform().database.session()), None)


def take() -> ResponseReturnValue:
    """The sheet, or where its progress is seen; what it is for is on record."""
    here = platform()
    try:
        with here.database.transaction() as session:
            at = desk(session)
            wish = _wish(at)
            rows = exporters.expected_rows(session, wish.listing)
            if rows > AT_ONCE:
                number = exporters.ask(session, wish, expected=rows, now=at.now)
                return redirect(url_for("workbench.exported", number=number))
            content = b"".join(
                made(session, at.registry, wish.listing, wish.columns, locale=wish.locale, format=Format.XLSX)
            )
            who = at.standing.name
            exporters.note(session, wish, actor=who, rows=rows, now=at.now, address=address_here())
    except Invalid as error:
        return _form(desk(here.database.session()), error), error.status
    return _sent(io.BytesIO(content), wish.listing.view, here.clock.today(), wish.locale)


def progress(number: int) -> str:
    """How far the sheet is."""
    row = _row(number)
    folder = platform().site.folder
    return render_template(
        "approvals/exported.html",
        row=row,
        waiting=row.state == ExportState.WAITING,
        done=progress_of(folder, number),
    )


def file(number: int) -> Response:
    """The sheet, for whoever asked for it."""
    row = _row(number)
    path = platform().site.folder / FOLDER / (row.file or "")
    if row.file is None or not path.is_file():
        raise NotFound(
            Text("文件已不在。", "The file is no longer there."),
            remedy=Text("导出的文件保留 7 天；请重新导出。", "Exports are kept for 7 days; export again."),
            place=f"export:{number}",
        )
    return _sent(path, View(row.asked["view"]), local_day(row.created_at), row.locale)


def _sent(content: io.BytesIO | Path, view: View, day: date, locale: str) -> Response:
    """The sheet under the name of its list and the day."""
    name = f"{TITLES[view].of(locale)} {day.isoformat()}.xlsx"
    return send_file(content, mimetype=MIMETYPES[Format.XLSX], as_attachment=True, download_name=name)


def _row(number: int) -> RegisterExport:
    row = export_of(platform().database.session(), number, visitor().user_id or 0)
    if row.register == REGISTER:
        return row
    raise NotFound(
        Text("没有这次导出。", "There is no such export."),
        remedy=Text("请从列表重新导出。", "Export it again from the list."),
        place=f"export:{number}",
    )


def _listing(at: Desk) -> Listing:
    place = where()
    queue = queue_of(at, place)
    view = place.view if place.view in THEIRS else View.MINE
    return Listing(queue.standing, view, queue.narrowing, at.today)


def _wish(at: Desk) -> Wish:
    columns = tuple(name for name in COLUMNS if name in request.form.getlist("columns"))
    purpose = request.form.get("purpose", "").strip()
    if not columns:
        raise Invalid(
            Text("没有选择列。", "No column is chosen."),
            remedy=Text("请至少勾选一列。", "Tick one column at least."),
            place="columns",
        )
    refuse_unclear(purpose)
    locale = str(get_locale() or "zh")
    user_id = at.standing.user_id or 0
    return Wish(_listing(at), columns, purpose, user_id, locale, where().lens.proxy)


def _form(at: Desk, refused: Invalid | None) -> str:
    place = where()
    return render_template(
        "approvals/list_export.html",
        columns=COLUMNS,
        chosen=request.form.getlist("columns") if refused else list(COLUMNS),
        purpose=request.form.get("purpose", ""),
        rows=exporters.expected_rows(at.session, _listing(at)),
        at_once=AT_ONCE,
        where=place,
        refused=refused,
    )

"""The numbers of offices as a sheet: by office, by matter and step, and why cases were sent back; nobody is named in it."""

import io
from collections.abc import Iterator
from typing import Any

from flask import Response, send_file
from flask_babel import get_locale

from approvals.casefile.naming import matters_at, matters_named, offices_named, with_chosen
from approvals.lists import overview
from approvals.lists.overview import Finished
from approvals.pages.dashboard import bars_of, reason_bars, step_rows
from approvals.pages.desk import Desk, desk
from approvals.pages.numbers import Asked, asked_for, scope_of
from approvals.pages.recorded import record
from kernel.sheets import MIMETYPES, Format, sheet
from kernel.text import Text
from kernel.web import platform

HEADINGS = (
    Text("统计项", "Figure"),
    Text("机构、事项或原因", "Office, matter or reason"),
    Text("步骤", "Step"),
    Text("数量", "Count"),
    Text("超期", "Overdue"),
    Text("按时办结率（%）", "In time (%)"),
    Text("平均天数", "Days on average"),
)
TITLE = Text("统计", "Figures")
OPEN, DONE, SENT_BACK = Text("在办", "Open"), Text("办结", "Done"), Text("补正原因", "Sent back for")


def sheet_of_numbers() -> Response:
    """The tables of the page, of the same time, office and matter."""
    at, asked = desk(platform().database.session()), asked_for()
    locale = str(get_locale() or "zh")
    headings = [one.of(locale) for one in HEADINGS]
    content = b"".join(sheet(Format.XLSX, headings, _rows(at, asked, locale), name=TITLE.of(locale)))
    name = f"{TITLE.of(locale)} {at.today.isoformat()}.xlsx"
    media = MIMETYPES[Format.XLSX]
    with platform().database.transaction() as session:
        record(desk(session), "export", "numbers", asked.arguments())
    return send_file(io.BytesIO(content), mimetype=media, as_attachment=True, download_name=name)


def _rows(at: Desk, asked: Asked, locale: str) -> Iterator[list[Any]]:
    scope = scope_of(at, asked)
    every = at.standing.offices | at.standing.oversees
    offices = offices_named(at.session, at.registry, every)
    matters = matters_named(at.session, with_chosen(matters_at(at.session, every), asked.matter))
    for bar in bars_of(overview.waiting(at.session, scope, today=at.today), offices, asked):
        yield [OPEN.of(locale), bar.name.of(locale), "", bar.count, bar.late, "", ""]
    for row in step_rows(at, scope, matters, asked):
        step = row.step.of(locale) if row.step else ""
        yield [DONE.of(locale), row.matter.of(locale), step, *_done(row.finished)]
    for bar in reason_bars(at, scope, asked):
        yield [SENT_BACK.of(locale), bar.name.of(locale), "", bar.count, "", "", ""]


def _done(found: Finished) -> list[Any]:
    rate = "" if found.rate is None else round(found.rate * 100, 1)
    return [found.count, found.limited - found.timely, rate, round(found.days, 1)]

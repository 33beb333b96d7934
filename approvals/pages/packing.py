"""The whole file of a case to take away: its record as PDF, every material, and a list of them with their digests."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.casefile.faces import Material, faces_of, materials_of
from approvals.casefile.looking import content_of
from approvals.casefile.packing import TITLE, Part, packed, plain_name
from approvals.cases.view import no_such_case
from approvals.pages.desk import Desk, desk
from approvals.pages.filing import File, facts_of, file_of
from approvals.pages.papers import counted_here, laid_out, spoken
from approvals.pages.recorded import record_taken
from approvals.people.authority import looked_at, may_speak
from approvals.seams import CASE_PAPER
from kernel.clock import local_minute
from kernel.errors import Conflict, TongbanError
from kernel.sheets import csv_sheet
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.registers.exporting import refuse_unclear

PURPOSE, MOST = "approvals.pack", 20
LARGEST = 300 * 1024 * 1024
"""Bytes of all materials: more is better fetched one by one."""


def ask(number: int) -> str:
    """What the archive holds, and what it is for."""
    return _asked(desk(platform().database.session()), number)


def take(number: int) -> ResponseReturnValue:
    """The archive; who took it and what for is on record."""
    purpose = request.form.get("purpose", "").strip()
    at = desk(platform().database.session())
    try:
        file = _theirs(at, number)
        refuse_unclear(purpose)
        _refuse_large(file)
        counted_here(at, PURPOSE, most=MOST)
        # read by send_file, which closes it
        into = TemporaryFile()  # noqa: SIM115
        packed(_parts(at, file), into)
        record_taken("packed", number, {"purpose": purpose, "files": len(file.materials)})
    except TongbanError as error:
        at = desk(platform().database.session())
        return _asked(at, number, purpose=purpose, refused=error), error.status
    into.seek(0)
    name = plain_name(f"{_('案卷')} {file.view.number or number}.zip")
    answer = send_file(into, mimetype="application/zip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _theirs(at: Desk, number: int) -> File:
    """The file, if they have a say in the case."""
    _refuse_others(at, number)
    return file_of(at, number)


def _refuse_others(at: Desk, number: int) -> None:
    """Nothing, if they have a say in the case; to have been shown it is not enough to take it away."""
    if not may_speak(at.session, at.standing, number):
        raise no_such_case(number)


def _parts(at: Desk, file: File) -> Iterator[Part]:
    if file.papers:
        yield Part(f"{_('案卷')}.pdf", laid_out(at, facts_of(at, file)), at.now)
    locale, rows = spoken(), []
    for place, one in enumerate(file.materials, 1):
        title = plain_name(one.title.of(locale), most=TITLE)
        name = f"{place:02}-{title}-{plain_name(one.name)}"
        rows.append([place, one.title.of(locale), name, *_told(file, one, locale)])
        yield Part(f"{_('材料')}/{name}", content_of(at.session, at.registry, one), one.at)
    head = [_("序号"), _("材料"), _("文件"), _("大小（字节）"), _("交来"), "SHA-256", _("审查")]
    yield Part(f"{_('材料清单')}.csv", b"".join(csv_sheet(head, rows)), at.now)


def _told(file: File, one: Material, locale: str) -> list[str | int]:
    found = file.verdicts.get(one.id)
    return [one.size, local_minute(one.at), one.digest, found.words.of(locale) if found else ""]


def _refuse_large(file: File) -> None:
    if sum(one.size for one in file.materials) > LARGEST:
        raise Conflict(
            Text("材料太大，不能打成一个包。", "The materials are too large for one archive."),
            remedy=Text("请在材料页逐份下载。", "Download them one by one."),
            place="case",
        )


def _asked(at: Desk, number: int, *, purpose: str = "", refused: TongbanError | None = None) -> str:
    """The page says how much there is: for that nothing of the case but its face and its files is looked up."""
    _refuse_others(at, number)
    case = looked_at(at.session, at.standing, number).case
    materials = materials_of(at.session, at.registry, case, visitor().user_id)
    return render_template(
        "approvals/pack.html",
        number=number,
        face=faces_of(at.session, at.registry, [case])[number],
        papers=bool(at.registry.entries(CASE_PAPER)),
        count=len(materials),
        size=sum(one.size for one in materials),
        purpose=purpose,
        refused=refused,
    )

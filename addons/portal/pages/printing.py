"""The filled form on paper: a page to be printed, and the same as PDF; before it is handed in and afterwards."""

from dataclasses import asdict
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from addons.letters.fonts import INSTALL, chinese
from addons.letters.rendering import drawing
from addons.portal.filling import Filling, names_in, uploads_in
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, today
from addons.portal.pages.own import applications, mine
from forms.links import shown
from forms.printing import PaperPart, Written, paper
from forms.uploads import UNFIT
from kernel.clock import LOCAL
from kernel.errors import Conflict
from kernel.text import Text
from kernel.throttling import counted
from kernel.web import platform, visitor
from kernel.web.settings import setting

APPLICANT = "applicant"
PURPOSE = "portal.form_pdf"
MOST, SPAN = 30, timedelta(minutes=10)
SANDBOX = "default-src 'none'; sandbox"


@applications.get("/<int:number>/paper", permission=APPLY)
def paper_form(number: int) -> str:
    """The form as it is filled in now, to be read once more, printed and signed."""
    session = reading()
    found = mine(session, number, caller(session))
    return render_template(
        "portal/paper.html",
        found=found,
        parts=_parts(session, found),
        state=_state(found),
        at=_at(),
        font=chinese(),
        install=INSTALL,
    )


@applications.post("/<int:number>/paper", permission=APPLY)
def paper_pdf(number: int) -> ResponseReturnValue:
    """The same as a PDF."""
    session = reading()
    found = mine(session, number, caller(session))
    facts = _facts(found, _parts(session, found))
    return drawn(facts, UNFIT.sub("", facts["title"]).strip())


def drawn(facts: dict[str, Any], name: str) -> ResponseReturnValue:
    """The PDF of the facts, to be kept; refused without a font, or after too many."""
    here = platform()
    if chinese() is None:
        raise _no_font()
    with here.database.transaction() as counting:
        counted(counting, PURPOSE, visitor().username, most=MOST, span=SPAN, keys=here.keys, now=now())
    response = send_file(
        BytesIO(drawing.form(facts)),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{name}.pdf",
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _parts(session: Session, found: Filling) -> tuple[PaperPart, ...]:
    """What the applicant fills in, and what others have filled in since."""
    answers = found.submission.answers
    files = uploads_in(session, found, answers, reader=visitor().username)
    theirs = [
        one.name
        for one in found.form.form.sections
        if one.filled_by == APPLICANT or any(field.name in answers for field in one.fields if field.asked)
    ]
    written = Written(
        shown(files, visitor().user_id, keys=platform().keys, now=now()), names_in(session, found, theirs)
    )
    return paper(found.form, answers, theirs, written, today=today())


def _facts(found: Filling, parts: tuple[PaperPart, ...]) -> dict[str, Any]:
    authority = found.matter.guide.authority
    return {
        "title": found.form.form.title.of(locale()),
        "author": str(setting("site_name")),
        "authority": authority.of(locale()) if authority is not None else "",
        "state": _state(found),
        "marks": [[_("办理事项"), found.matter.title.of(locale())]],
        "parts": [asdict(part) for part in parts],
        "sign": [_("申请人（签名）"), _("日期")],
        "date": today().isoformat(),
        "foot": _("%(at)s 打印", at=_at()),
        "page": _("第 %(n)s 页，共 %(m)s 页", n="{n}", m="{m}"),
    }


def _state(found: Filling) -> str:
    number = found.application.number
    return _("编号 %(number)s", number=number) if number else _("草稿，还没有提交")


def _at() -> str:
    return now().astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")


def _no_font() -> Conflict:
    return Conflict(
        Text("本机没有中文字体，不能生成 PDF。", "The machine has no Chinese font, so no PDF can be drawn."),
        remedy=Text(
            f"可以直接打印这一页；请告诉系统管理员安装字体：{INSTALL}。",
            f"Print the page itself instead; tell the administrator to install one: {INSTALL}.",
        ),
        place="pdf",
    )

"""Settings as a sheet: exported with a purpose, brought back, tried out on a page, then taken over as a whole."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.settings import settings
from app.admin.settings_trial import HEADINGS, Change, Trial, changed, rows_of, trial_of
from app.attempts import address
from app.language import locale_name
from kernel import audit
from kernel.errors import Invalid, TongbanError
from kernel.settings import change, declared, settings_of
from kernel.sheets import LARGEST, MIMETYPES, Format, Sheet, read_sheet, sheet
from kernel.text import Text
from kernel.web import platform, versions, visitor
from kernel.web.registers.importing.refusals import no_file

EXPORT = ("can_export", "Settings")
IMPORT = ("can_import", "Settings")
LONGEST = 200
WRONG = 422


@settings.get("/export", permission=EXPORT)
def export() -> ResponseReturnValue:
    """The form of an export."""
    return _export_page()


@settings.post("/export", permission=EXPORT)
def exported() -> ResponseReturnValue:
    """Every setting as a row, with its purpose on record; or the form says what is missing."""
    here, purpose = platform(), request.form.get("purpose", "").strip()
    wanted = request.form.get("format", Format.XLSX)
    if not purpose or len(purpose) > LONGEST or wanted not in set(Format):
        problem = Text(
            f"请写明导出的用途，1 至 {LONGEST} 个字。",
            f"Say what the export is for, 1 to {LONGEST} characters.",
        )
        return _export_page(purpose, problem)
    with here.database.transaction() as session:
        values = settings_of(session.connection(), here.registry)
        rows = list(rows_of(declared(here.registry), values, locale_name()))
        detail = {"purpose": purpose, "rows": len(rows), "format": str(wanted)}
        audit.record(session, action="export", thing="settings", detail=detail, **_who())
    headings = [one.of(locale_name()) for one in HEADINGS]
    kind = Format(wanted)
    content = b"".join(sheet(kind, headings, rows, name=_("设置")))
    response = Response(content, mimetype=MIMETYPES[kind])
    name = f"settings-{here.clock.today().isoformat()}.{kind}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@settings.get("/import", permission=IMPORT)
def choose() -> ResponseReturnValue:
    """The page that asks for a file."""
    return _file_page()


@settings.post("/import", permission=IMPORT)
def tried() -> ResponseReturnValue:
    """What the sheet would change, row by row; nothing is written."""
    try:
        trial = trial_of(_brought(), declared(platform().registry), _values())
    except Invalid as error:
        return _file_page(error)
    return _trial_page(trial), WRONG if trial.faults else 200


@settings.post("/import/carry", permission=IMPORT)
def carried() -> ResponseReturnValue:
    """All that was shown holds from the next request on; where settings changed meanwhile it is shown again."""
    here, known = platform(), declared(platform().registry)
    typed = {name: request.form[name] for name in known if name in request.form}
    changes = [one for name, text in typed.items() if (one := changed(known, _values(), name, text))]
    if request.form.get("_seen") != str(versions().settings):
        return _trial_page(Trial(tuple(changes), (), len(typed) - len(changes)), meanwhile=True), 409
    with here.database.transaction() as session:
        for one in changes:
            change(session, here.registry, one.name, one.typed, **_who())
    flash(_said(changes), "ok" if changes else "info")
    return redirect(url_for("settings.index"))


def _brought() -> Sheet:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise no_file()
    return read_sheet(file.stream.read(LARGEST + 1))


def _said(changes: list[Change]) -> str:
    names = _("、").join(one.title.of(locale_name()) for one in changes)
    return _("已保存：%(names)s。", names=names) if changes else _("没有改动。")


def _values() -> Any:
    here = platform()
    return settings_of(here.database.session().connection(), here.registry)


def _export_page(purpose: str = "", problem: Text | None = None) -> ResponseReturnValue:
    problems = {"purpose": problem.of(locale_name())} if problem else {}
    shown = render_template(
        "admin/settings_export.html", purpose=purpose, problems=problems, formats=list(Format)
    )
    return shown, WRONG if problem else 200


def _file_page(refused: TongbanError | None = None) -> ResponseReturnValue:
    shown = render_template("admin/settings_import.html", refused=refused, largest=LARGEST // 1024**2)
    return shown, refused.status if refused else 200


def _trial_page(trial: Trial, *, meanwhile: bool = False) -> str:
    return render_template(
        "admin/settings_trial.html", trial=trial, seen=versions().settings, meanwhile=meanwhile
    )


def _who() -> dict[str, Any]:
    return {"actor": visitor().username, "now": platform().clock.now(), "address": address()}

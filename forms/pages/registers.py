"""Option registers: what they hold, as a sheet to take away and to bring back changed."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.options import body_of, decoded, examined_register, sheet_of
from forms.registers import KIND, register_in_force, registers_listed
from kernel import proposals
from kernel.errors import Invalid, TongbanError
from kernel.seams import pages, slot
from kernel.text import Text
from kernel.web import Pages, platform
from kernel.web.boards import EDIT, SEE, editable, now, owner, reading, registry
from kernel.web.inputs import number_in

SHOWN = 200
"""So many options stand on the page; the sheet has them all."""
LARGEST = 1024 * 1024
lists = Pages("option_registers", __name__, url_prefix="/studio/registers", template_folder="templates")


@pages("forms.option_registers")
def option_register_pages() -> Pages:
    """The registers that fields of forms draw their options from."""
    return lists


@slot("forms.option_registers", slot="studio.index")
def listed(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """The way to the registers."""
    return render_template("forms/registers/_to_registers.html")


@lists.get("/", permission=SEE)
def index() -> str:
    """Every register, and the way to a new one."""
    return _index({})


@lists.post("/", permission=EDIT)
def begin() -> ResponseReturnValue:
    """A new register, out of a sheet, waits for a second person."""
    given = {key: request.form.get(key, "").strip() for key in ("title.zh", "title.en", "id", "reason")}
    title = Text(given["title.zh"], given["title.en"] or given["title.zh"])
    try:
        if not title.zh:
            raise _untitled()
        number = _propose(f"studio.{given['id']}", body_of(title, _sheet()), seen=0, reason=given["reason"])
    except TongbanError as error:
        return _index(given, error), error.status
    return redirect(url_for("studio.proposal", number=number), 303)


@lists.get("/<name>", permission=SEE)
def show(name: str) -> str:
    """What the register offers."""
    return _show(name)


@lists.post("/<name>", permission=EDIT)
def replace(name: str) -> ResponseReturnValue:
    """The options of a sheet wait for a second person, to take the place of those there are."""
    reason = request.form.get("reason", "").strip()
    found = register_in_force(reading(), name)
    title = examined_register(found.body)[0].title
    try:
        number = _propose(
            name, body_of(title, _sheet()), seen=number_in(request.form.get("_seen", "")) or 0, reason=reason
        )
    except TongbanError as error:
        return _show(name, reason, error), error.status
    return redirect(url_for("studio.proposal", number=number), 303)


@lists.get("/<name>/sheet.csv", permission=SEE)
def sheet(name: str) -> Response:
    """All options as CSV."""
    # the mark lets Excel read it as UTF-8
    content = "\ufeff" + sheet_of(register_in_force(reading(), name).body)
    head = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, mimetype="text/csv", headers=head)


def _index(given: dict[str, str], refused: TongbanError | None = None) -> str:
    return render_template(
        "forms/registers/index.html",
        registers=registers_listed(reading()),
        editable=editable(),
        given=given,
        refused=refused,
    )


def _show(name: str, reason: str = "", refused: TongbanError | None = None) -> str:
    found = register_in_force(reading(), name)
    register, _problems = examined_register(found.body)
    return render_template(
        "forms/registers/register.html",
        name=name,
        register=register,
        number=found.number,
        options=register.options[:SHOWN],
        nested=any(option.parent for option in register.options),
        editable=editable(),
        reason=reason,
        refused=refused,
    )


def _sheet() -> str:
    upload = request.files.get("sheet")
    content = upload.stream.read(LARGEST + 1) if upload else b""
    if not content or len(content) > LARGEST:
        raise Invalid(
            Text("没有文件，或文件超过 1 MB。", "There is no file, or it is larger than 1 MB."),
            remedy=Text("请选择一个 CSV 文件。", "Choose a CSV file."),
            place="sheet",
        )
    return decoded(content)


def _propose(name: str, body: dict[str, Any], *, seen: int, reason: str) -> int:
    with platform().database.transaction() as session:
        found = proposals.propose(
            session, registry(), name, KIND, body, seen=seen, actor=owner(), reason=reason, now=now()
        )
        number = found.id
    flash(_("已提交。由另一位有发布权限的人核对后发布。"), "ok")
    return number


def _untitled() -> Invalid:
    return Invalid(
        Text("没有写名称。", "There is no title."),
        remedy=Text("请写登记册的名称。", "Write the title of the register."),
        place="title.zh",
    )

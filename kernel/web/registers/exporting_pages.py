"""The page on which a register is exported: as what, which columns, and what for."""

from typing import TYPE_CHECKING, Any, cast

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_appbuilder.baseviews import expose
from flask_appbuilder.security.decorators import has_access

from kernel.errors import Invalid
from kernel.sheets import MIMETYPES, Format
from kernel.text import Text
from kernel.web.inputs import number_in
from kernel.web.registers import exporting
from kernel.web.registers.here import question_here, reader_here
from kernel.web.registers.queries import exportable
from kernel.web.request import platform, visitor

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

SELECTED_MOST = 1_000
SHOWN = "shown"


class ExportingPages:
    """The export of a register."""

    @expose("/export", methods=["GET", "POST"])
    @has_access
    def export(self) -> ResponseReturnValue:
        """The form of an export, and its sheet: at once when it is small, else from the scheduler."""
        view = cast("RegisterView", self)
        wish = _wish(view)
        reader = reader_here()
        count = exportable(type(view), reader, wish.question, among=wish.among)
        refused = None
        if request.method == "POST":
            try:
                exporting.refuse_unclear(wish.purpose)
                return _answer(view, wish, count)
            except Invalid as error:
                refused = error
        page = render_template(
            "registers/export.html",
            view=view,
            wish=wish,
            count=count,
            refused=refused,
            formats=list(Format),
            at_once=exporting.AT_ONCE,
            columns=exporting.columns_of(view, ()),
            arguments=list(request.args.items(multi=True)),
        )
        return page, 422 if refused else 200

    @expose("/pick", methods=["POST"])
    @has_access
    def pick(self) -> ResponseReturnValue:
        """Leads to the export of the rows that were selected."""
        view = cast("RegisterView", self)
        chosen = [_key(value) for value in request.form.getlist("pk")]
        if not chosen:
            raise Invalid(
                Text("没有选中记录。", "No row is selected."),
                remedy=Text("请先在列表里勾选。", "Tick the rows in the list first."),
                place="pk",
            )
        return redirect(url_for(f"{view.endpoint}.export", pk=chosen))


def _wish(view: Any) -> exporting.Wish:
    question = question_here(view, request.args)
    among = tuple(_key(value) for value in request.args.getlist("pk"))
    if len(among) > SELECTED_MOST:
        raise Invalid(
            Text("选中的记录太多。", "Too many rows are selected."),
            remedy=Text("请改用筛选条件导出。", "Export by conditions instead."),
            place="pk",
        )
    wanted = request.form.get("format", Format.XLSX)
    if wanted not in set(Format):
        raise Invalid(
            Text("没有这种格式。", "There is no such format."),
            remedy=Text("请选 csv 或 xlsx。", "Choose csv or xlsx."),
            place="format",
        )
    shown = question.columns or view.listed()
    columns = shown if request.form.get("columns") == SHOWN else ()
    return exporting.Wish(question, columns, among, Format(wanted), request.form.get("purpose", "").strip())


def _key(value: str) -> int:
    number = number_in(value)
    if number is None:
        raise Invalid(
            Text("选中的记录不对。", "The selection is not right."),
            remedy=Text("请回到列表重新选择。", "Select again in the list."),
            place="pk",
        )
    return number


def _answer(view: Any, wish: exporting.Wish, count: int) -> ResponseReturnValue:
    here = platform()
    now = here.clock.now()
    with here.database.transaction() as session:
        reader = reader_here()
        if count > exporting.AT_ONCE:
            number = exporting.ask(session, view, reader, wish, expected=count, now=now).id
            later = True
        else:
            content = b"".join(exporting.sheet_of(type(view), reader, wish))
            exporting.note_export(session, view, wish, actor=visitor().username, rows=count, now=now)
            later = False
    if later:
        return redirect(url_for("registers.export", number=number))
    name = f"{view.name}-{here.clock.today().isoformat()}.{wish.format}"
    response = Response(content, mimetype=MIMETYPES[wish.format])
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response

"""What all registers share: the way in, and the exports that were made in the background."""

from typing import Any, cast

from flask import Response, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from kernel.clock import local_day
from kernel.errors import NotFound
from kernel.models.registers import ExportState
from kernel.seams import API, pages
from kernel.sheets import MIMETYPES, Format
from kernel.text import Text
from kernel.web.access import SIGNED_IN, require
from kernel.web.registers.exporting import FOLDER, export_of, progress_of
from kernel.web.registers.finding import register_named, registers_of
from kernel.web.registers.openapi import document
from kernel.web.request import platform, visitor
from kernel.web.routes import Area, MenuItem, Pages, navigation

registers = Pages("registers", __name__)
WAY_IN = MenuItem(
    Text("登记簿", "Registers"),
    order=30,
    about=Text("人员、企业、机构与系统设置", "People, enterprises, offices, and the platform's own settings"),
    leads_to=Area.REGISTERS,
    icon="database",
)


@pages("registers")
def registers_pages() -> Pages:
    """The way into the registers, and what was exported from them."""
    return registers


@registers.get("/admin/", permission=SIGNED_IN, menu=WAY_IN)
def index() -> ResponseReturnValue:
    """Leads to the first register that the visitor may see."""
    first = next(navigation(Area.REGISTERS), None)
    if first is None:
        raise NotFound(
            Text("没有您可以查看的登记簿。", "There is no register that you may see."),
            remedy=Text(
                "如工作需要，请联系系统管理员授权。", "If your work needs one, ask your administrator."
            ),
        )
    return redirect(url_for(first.endpoint))


@registers.get("/admin/exports/<int:number>", permission=SIGNED_IN)
def export(number: int) -> ResponseReturnValue:
    """How far an export is; the file when it is there."""
    here = platform()
    row = export_of(here.database.session(), number, cast("int", visitor().user_id))
    view = register_named(here.registry, row.register)
    if view is not None:
        require(("can_export", view.class_permission_name))
    return render_template(
        "registers/exported.html",
        row=row,
        view=view,
        done=progress_of(here.site.folder, number),
        waiting=row.state == ExportState.WAITING,
        part="HX-Request" in request.headers,
    )


@registers.get("/admin/exports/<int:number>/file", permission=SIGNED_IN)
def file(number: int) -> Response:
    """The sheet, for whoever asked for it and may still export."""
    here = platform()
    row = export_of(here.database.session(), number, cast("int", visitor().user_id))
    view = register_named(here.registry, row.register)
    path = here.site.folder / FOLDER / (row.file or "")
    if view is None or row.file is None or not path.is_file():
        raise NotFound(
            Text("文件已不在。", "The file is no longer there."),
            remedy=Text("导出的文件保留 7 天；请重新导出。", "Exports are kept for 7 days; export again."),
            place=f"export:{number}",
        )
    require(("can_export", view.class_permission_name))
    name = f"{row.register}-{local_day(row.created_at).isoformat()}.{row.format}"
    return send_file(path, mimetype=MIMETYPES[Format(row.format)], as_attachment=True, download_name=name)


@registers.get("/api/v1/openapi.json", permission=SIGNED_IN)
def openapi() -> ResponseReturnValue:
    """The OpenAPI document of what the visitor may ask over HTTP."""
    return jsonify(_document())


@registers.get("/api/v1/_openapi", permission=SIGNED_IN)
def fab_openapi() -> ResponseReturnValue:
    """The same under the address that FAB's clients ask."""
    return jsonify(_document())


@registers.get("/swagger/v1", permission=SIGNED_IN)
def reference() -> ResponseReturnValue:
    """The same for people: addresses, arguments and answers on one page."""
    return render_template("registers/api.html", document=_document())


def _document() -> dict[str, Any]:
    here = platform()
    mine = [
        view
        for view in registers_of(here.present())
        if ("can_list", view.class_permission_name) in visitor().permissions
    ]
    locale = str(get_locale() or "zh")
    others = [
        entry.thing(locale)
        for entry in here.present().entries(API)
        if entry.options["permission"] in visitor().permissions
    ]
    title = Text("通办接口", "Tongban API").of(locale)
    address = here.settings["PUBLIC_URL"]
    return document(mine, locale=locale, title=title, address=address, others=others)

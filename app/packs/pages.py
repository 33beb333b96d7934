"""Packs come and go as zip files: upload one, export the studio layer as one."""

from collections.abc import Mapping
from pathlib import Path

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from kernel import audit
from kernel.errors import Invalid, TongbanError
from kernel.models import DefinitionLayer
from kernel.packs import studio_pack, unpacked
from kernel.packs.reading import LARGEST_ZIP
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Pages, platform, visitor

packs = Pages("packs", __name__, url_prefix="/packs")
MANAGE = ("can_manage", "Plugins")


@pages("packs")
def packs_pages() -> Pages:
    """Upload and export of packs."""
    return packs


@packs.get("/upload", permission=MANAGE)
def form() -> str:
    """Where a pack is chosen."""
    return render_template("packs/upload.html", refused=None)


@packs.post("/upload", permission=MANAGE)
def upload() -> ResponseReturnValue:
    """The pack lies in the plugin folder, ready for its plan; nothing is installed yet."""
    here = platform()
    folder = here.site.folder / "addons"
    try:
        content = _content()
        manifest = unpacked(content, folder, taken=_elsewhere(folder))
    except TongbanError as error:
        return render_template("packs/upload.html", refused=error), error.status
    with here.database.transaction() as session:
        audit.record(
            session,
            actor=visitor().username,
            action="plugin.upload",
            thing=manifest.name,
            detail={"version": manifest.version, "digest": manifest.digest},
            now=here.clock.now(),
        )
    flash(_("%(title)s %(version)s 已上传，尚未安装。", title=manifest.title, version=manifest.version), "ok")
    return redirect(url_for("apps.detail", name=manifest.name))


@packs.get("/studio", permission=MANAGE)
def export() -> str:
    """How the exported pack shall be called, and what will be in it."""
    return _export_page({})


@packs.post("/studio", permission=MANAGE)
def download() -> ResponseReturnValue:
    """The studio layer as a zip file."""
    given = {name: request.form.get(name, "").strip() for name in ("name", "title", "version")}
    session = platform().database.session()
    try:
        content = studio_pack(
            session,
            platform().registry,
            given["name"],
            given["title"] or given["name"],
            given["version"] or "1.0.0",
        )
    except TongbanError as error:
        return _export_page(given, refused=error), error.status
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{given["name"]}.zip"'
    return response


def _export_page(given: Mapping[str, str], *, refused: TongbanError | None = None) -> str:
    layers = (
        select(DefinitionLayer).where(DefinitionLayer.plugin == "studio").order_by(DefinitionLayer.target)
    )
    return render_template(
        "packs/export.html",
        refused=refused,
        given=given,
        layers=platform().database.session.scalars(layers).all(),
    )


def _content() -> bytes:
    file = request.files.get("pack")
    content = file.read(LARGEST_ZIP + 1) if file else b""
    if not content:
        raise Invalid(
            Text("没有选择文件。", "No file is chosen."),
            remedy=Text("请选择一个 zip 文件。", "Choose a zip file."),
            place="pack",
        )
    return content


def _elsewhere(folder: Path) -> list[str]:
    """The plugins that do not live in the folder for uploads."""
    manifests = platform().site.discovery().manifests
    return [name for name, one in manifests.items() if one.folder.parent != folder.resolve()]

"""The studio layer as a pack: what was changed here can be installed elsewhere."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from pprint import pformat
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.datafiles.writing import written
from kernel.definitions import stored_layers
from kernel.errors import Invalid, NotFound
from kernel.layers import Layer
from kernel.manifest import MANIFEST
from kernel.models import Plugin
from kernel.packs.needs import needs
from kernel.packs.reading import unpacked
from kernel.text import Text

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
HEAD = "# Exported from the studio layer; read as a literal, never run."


def studio_pack(session: Session, name: str, title: str, version: str) -> bytes:
    """A zip that another installation can install: one extension for each definition changed here."""
    if not NAME.fullmatch(name):
        raise Invalid(
            Text(
                "插件标识只能用小写字母、数字和下划线，以字母开头。",
                "A plugin's name is small letters, digits and _.",
            ),
            remedy=Text("例如 jilin_local。", "For example jilin_local."),
            place="name",
        )
    below, studio = stored_layers(session)
    if not studio:
        raise NotFound(
            Text("设计中心还没有任何改动。", "Nothing has been changed in the studio yet."),
            remedy=Text("请先改动一个定义。", "Change a definition first."),
            place="studio",
        )
    layers = [one.layer for one in studio]
    order = session.scalars(select(Plugin.name).order_by(Plugin.position)).all()
    about = _manifest(name, title, version, layers) | {"depends": sorted(needs(layers, below, order))}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/{MANIFEST}", f"{HEAD}\n{pformat(about, sort_dicts=False, width=100)}\n")
        for layer in layers:
            archive.writestr(f"{name}/{_file(layer)}", _document(layer))
    with TemporaryDirectory() as folder:
        # what nobody could install, for its version or its title, is refused here
        unpacked(out.getvalue(), Path(folder))
    return out.getvalue()


def _manifest(name: str, title: str, version: str, layers: Sequence[Layer]) -> dict[str, object]:
    return {
        "name": name,
        "title": title,
        "version": version,
        "license": "proprietary",
        "category": "本地改动",
        "summary": f"由设计中心导出，{len(layers)} 个定义的改动",
        "data": [_file(layer) for layer in layers],
    }


def _file(layer: Layer) -> str:
    return f"{layer.kind}s/{layer.target.replace('.', '/')}.yaml"


def _document(layer: Layer) -> str:
    return written(
        {
            "model": layer.kind,
            "id": layer.target.partition(".")[2],
            "inherit": layer.target,
            "mode": "extension",
            "patch": list(layer.ops),
        }
    )

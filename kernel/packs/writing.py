"""Packs as zip files: what was changed and made here can be installed elsewhere."""

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from pprint import pformat
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.datafiles.writing import written
from kernel.definitions import STUDIO, stored_layers
from kernel.errors import Invalid, NotFound
from kernel.layers import Layer, LayerMode, resolved
from kernel.manifest import MANIFEST
from kernel.models import Plugin
from kernel.nodes import Body
from kernel.packs.needs import needed_by, needs, renamed
from kernel.packs.reading import unpacked
from kernel.registry import Registry
from kernel.text import Text

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
HEAD = "# Exported from the studio layer; read as a literal, never run."


def studio_pack(session: Session, registry: Registry, name: str, title: str, version: str) -> bytes:
    """A zip that another installation can install: what was made here, and an extension for each change.

    A definition `studio.<id>` becomes `<name>.<id>` there, wherever another one names it.
    """
    refuse_name(name)
    below, studio = stored_layers(session)
    order = (*session.scalars(select(Plugin.name).order_by(Plugin.position)), STUDIO)
    own = [one for one in below if one.plugin == STUDIO and one.mode is LayerMode.BASE]
    made = [
        replace(one, body=resolved(one.target, [*below, *(two.layer for two in studio)], order))
        for one in own
    ]
    names = {one.target: f"{name}.{_id(one)}" for one in made}
    changes = [one.layer for one in studio if one.layer.target not in names]
    if not made and not changes:
        raise NotFound(
            Text("设计中心还没有任何改动。", "Nothing has been changed in the studio yet."),
            remedy=Text("请先改动一个定义。", "Change a definition first."),
            place="studio",
        )
    depends = needs(changes, below, order[:-1])
    for one in made:
        depends |= needed_by(registry, one.kind, one.body or {}, order[:-1])
    files = {_file(one, names): _document(one, names).encode() for one in (*made, *changes)}
    return packed(
        name,
        title,
        version,
        files=files,
        data=list(files),
        depends=depends - {STUDIO},
        summary=f"由设计中心导出，{len(files)} 个定义",
    )


def packed(
    name: str,
    title: str,
    version: str,
    *,
    files: Mapping[str, bytes],
    data: Sequence[str],
    depends: Collection[str],
    summary: str,
) -> bytes:
    """The zip of a pack with these files, of which `data` are loaded in this order."""
    refuse_name(name)
    about = {
        "name": name,
        "title": title,
        "version": version,
        "license": "proprietary",
        "category": "本地改动",
        "summary": summary,
        "data": list(data),
        "depends": sorted(depends),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/{MANIFEST}", f"{HEAD}\n{pformat(about, sort_dicts=False, width=100)}\n")
        for path, content in files.items():
            archive.writestr(f"{name}/{path}", content)
    with TemporaryDirectory() as folder:
        # what nobody could install, for its version or its title, is refused here
        unpacked(out.getvalue(), Path(folder))
    return out.getvalue()


def base_document(kind: str, own_id: str, body: Body) -> str:
    """A definition as a file of a plugin says it."""
    return written({"model": kind, "id": own_id, **body})


def refuse_name(name: str) -> None:
    """Nothing, when a pack may be called so."""
    if not NAME.fullmatch(name):
        raise Invalid(
            Text(
                "插件标识只能用小写字母、数字和下划线，以字母开头。",
                "A plugin's name is small letters, digits and _.",
            ),
            remedy=Text("例如 jilin_local。", "For example jilin_local."),
            place="name",
        )


def _id(layer: Layer) -> str:
    return layer.target.partition(".")[2]


def _file(layer: Layer, names: Mapping[str, str]) -> str:
    path = _id(layer) if layer.target in names else layer.target.replace(".", "/")
    return f"{layer.kind}s/{path}.yaml"


def _document(layer: Layer, names: Mapping[str, str]) -> str:
    if layer.target in names:
        return base_document(layer.kind, _id(layer), renamed(layer.body or {}, names))
    patch: list[Any] = renamed(list(layer.ops), names)
    return written(
        {
            "model": layer.kind,
            "id": _id(layer),
            "inherit": layer.target,
            "mode": "extension",
            "patch": patch,
        }
    )

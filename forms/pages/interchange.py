"""A form leaves for elsewhere: as a pack, as YAML, as the JSON Schema of each version, and in other formats."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from forms.definition import Form, read_form
from forms.interchange.exporting import exporters
from forms.interchange.packing import form_pack
from forms.language import language_of_bodies
from forms.pages.asking import designs, locale, mine, types
from forms.registers import registers_of
from forms.schema import json_schema
from forms.supplying import supplied
from kernel import audit
from kernel.datafiles.writing import written
from kernel.definitions import version, versions
from kernel.errors import NotFound, TongbanError
from kernel.functions import functions_of
from kernel.nodes import Body
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.boards import EDIT, SEE, now, reading, registry
from kernel.web.inputs import number_in

OK = 200
JSON_SCHEMA = "application/schema+json"


@designs.get("/schema.json", permission=SEE)
def language() -> Response:
    """The JSON Schema of the language of forms, with every type of fields that is installed."""
    content = json.dumps(language_of_bodies(types()), ensure_ascii=False, indent=1)
    return _file(content.encode(), "form.schema.json", JSON_SCHEMA)


@designs.get("/<name>/schema.json", permission=SEE)
def schema(name: str) -> Response:
    """The JSON Schema of the answers to a version, or to the draft on one's own board."""
    found = json_schema(_form(_body(name)), locale=locale())
    found = {"$schema": found.pop("$schema"), "$id": request.url, **found}
    return Response(json.dumps(found, ensure_ascii=False, indent=2), mimetype=JSON_SCHEMA)


@designs.get("/<name>/form.yaml", permission=SEE)
def yaml(name: str) -> Response:
    """The form as a file of a plugin says it, without its place in the plugin."""
    return _file(written(_body(name)).encode(), f"{name}.yaml", "application/yaml")


@designs.get("/<name>/export", permission=SEE)
def export(name: str) -> str:
    """How the form can be had."""
    return _export_page(name, {})


@designs.post("/<name>/export", permission=EDIT)
def download(name: str) -> ResponseReturnValue:
    """The form with the registers that it chooses from, as a pack that another installation can install."""
    given = {key: request.form.get(key, "").strip() for key in ("name", "title", "version")}
    body = _body(name)
    try:
        content = form_pack(
            reading(),
            registry(),
            name,
            body,
            name=given["name"],
            title=given["title"] or given["name"],
            version=given["version"] or "1.0.0",
        )
    except TongbanError as error:
        return _export_page(name, given, refused=error), error.status
    _record(name, given, now())
    return _file(content, f"{given['name']}.zip", "application/zip")


@designs.get("/<name>/export/<exporter>", permission=SEE)
def export_as(name: str, exporter: str) -> Response:
    """The form in a format that a plugin offers."""
    found = exporters(registry()).get(exporter)
    if found is None:
        raise NotFound(
            Text(f"没有名为“{exporter}”的导出格式。", f"There is no format “{exporter}”."),
            remedy=Text("请从导出页选择。", "Choose one on the page of exports."),
        )
    return _file(found.write(_form(_body(name)), locale()), f"{name}.{found.suffix}", found.mime)


def _body(name: str) -> Body:
    """The version that the address names; else the draft on one's own board, or the version in force."""
    number = number_in(request.args.get("version", ""))
    work = mine(name)
    return version(reading(), name, number).body if number else work.body


def _form(body: Body) -> Form:
    form = read_form(body, types(), functions=functions_of(registry()))
    return supplied(form, registers_of(reading(), body))


def _export_page(name: str, given: Mapping[str, str], *, refused: TongbanError | None = None) -> str:
    work = mine(name)
    return render_template(
        "forms/export.html",
        name=name,
        work=work,
        given=given,
        refused=refused,
        versions=versions(reading(), name) if work.number else (),
        formats=exporters(registry()),
    )


def _record(name: str, given: Mapping[str, Any], at: datetime) -> None:
    with platform().database.transaction() as session:
        audit.record(
            session,
            actor=visitor().username,
            action="form.export",
            thing=name,
            detail={"pack": given["name"]},
            now=at,
        )


def _file(content: bytes, name: str, mime: str) -> Response:
    response = Response(content, mimetype=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

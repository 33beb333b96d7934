"""Definitions seen and changed in the browser: versions, differences, and a change proved before it is published."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.studio.lines import difference_lines
from kernel.datafiles.writing import value_in, written
from kernel.definitions import compared, current, title_of, version, versions
from kernel.errors import Invalid, NotFound, TongbanError
from kernel.models import Definition, DefinitionLayer, DefinitionVersion
from kernel.seams import pages
from kernel.studio import change, previewed
from kernel.text import Text
from kernel.web import MenuItem, Pages, platform, visitor

studio = Pages("studio", __name__, url_prefix="/studio")
SEE = ("can_read", "Definitions")
EDIT = ("can_edit", "Definitions")


@pages("studio")
def studio_pages() -> Pages:
    """The definitions."""
    return studio


@studio.get("/", permission=SEE, menu=MenuItem(Text("设计中心", "Studio"), order=70))
def index() -> str:
    """Every definition in force."""
    session = platform().database.session()
    rows = session.execute(
        select(Definition, DefinitionVersion)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.retired.is_(False))
        .order_by(Definition.kind, Definition.name)
    ).all()
    changed = set(session.scalars(select(DefinitionLayer.target).where(DefinitionLayer.plugin == "studio")))
    found = [(one, last, title_of(one.name, last.body), one.name in changed) for one, last in rows]
    return render_template("studio/index.html", definitions=found, kinds=kind_titles())


@studio.get("/definitions/<name>", permission=SEE)
def definition(name: str) -> str:
    """One definition: what it says, its layers, its versions, and the difference between any two."""
    session = platform().database.session()
    found = versions(session, name)
    if not found:
        raise _unknown(name)
    new = request.args.get("new", type=int) or found[0].number
    old = request.args.get("old", type=int) or max(new - 1, 1)
    layers = session.scalars(
        select(DefinitionLayer).where(DefinitionLayer.target == name).order_by(DefinitionLayer.id)
    ).all()
    shown = version(session, name, new)
    return render_template(
        "studio/definition.html",
        name=name,
        title=title_of(name, shown.body),
        definition=session.scalars(select(Definition).where(Definition.name == name)).one(),
        versions=found,
        old=old,
        new=new,
        differences=difference_lines(compared(session, name, old=old, new=new)),
        layers=layers,
        body=written(shown.body),
        kinds=kind_titles(),
    )


@studio.get("/definitions/<name>/edit", permission=EDIT)
def edit(name: str) -> str:
    """The definition as text, to be changed."""
    now = _current(platform().database.session(), name)
    return _edit_page(name, text=written(now.body), seen=now.number, reason="")


@studio.post("/definitions/<name>/preview", permission=EDIT)
def preview(name: str) -> ResponseReturnValue:
    """What the change would publish; or what is wrong with it, with nothing lost."""
    text, seen, reason = _submitted()
    here = platform()
    try:
        found = previewed(here.database.session(), here.registry, name, _body(text, name))
    except TongbanError as error:
        return _edit_page(name, text=text, seen=seen, reason=reason, refused=error), error.status
    return _edit_page(name, text=text, seen=seen, reason=reason, found=difference_lines(found))


@studio.post("/definitions/<name>/publish", permission=EDIT)
def publish(name: str) -> ResponseReturnValue:
    """The change is in force; or the page says why not, with nothing lost."""
    text, seen, reason = _submitted()
    here = platform()
    try:
        body = _body(text, name)
        with here.database.transaction() as session:
            now = change(
                session,
                here.registry,
                name,
                body,
                seen=seen,
                actor=visitor().username,
                reason=reason,
                now=here.clock.now(),
            )
    except TongbanError as error:
        return _edit_page(name, text=text, seen=seen, reason=reason, refused=error), error.status
    flash(_("%(name)s 第 %(n)s 版已发布。", name=name, n=now.number), "ok")
    return redirect(url_for("studio.definition", name=name))


def kind_titles() -> dict[str, Text]:
    """What each kind of definition is called."""
    return {entry.name: entry.thing.title for entry in platform().registry.entries("kind")}


def _submitted() -> tuple[str, int, str]:
    return (
        request.form.get("body", "").replace("\r\n", "\n"),
        request.form.get("seen", 0, type=int),
        request.form.get("reason", "").strip(),
    )


def _body(text: str, name: str) -> dict[str, Any]:
    body = value_in(text, place=name)
    if not isinstance(body, dict):
        raise Invalid(
            Text("定义应当是“键: 值”的形式。", "A definition is made of `key: value` lines."),
            remedy=Text("请参照现行版本的写法。", "Write it the way the present version is written."),
            place=f"{name}:1",
        )
    return body


def _edit_page(
    name: str,
    *,
    text: str,
    seen: int,
    reason: str,
    refused: TongbanError | None = None,
    found: object = None,
) -> str:
    now = _current(platform().database.session(), name)
    return render_template(
        "studio/edit.html",
        name=name,
        title=title_of(name, now.body),
        text=text,
        seen=seen,
        reason=reason,
        refused=refused,
        differences=found,
    )


def _current(session: Session, name: str) -> DefinitionVersion:
    found = current(session, name)
    if found is None:
        raise _unknown(name)
    return found


def _unknown(name: str) -> NotFound:
    return NotFound(
        Text(f"没有名为 {name} 的定义，或它已停用。", f"There is no definition {name} in force."),
        remedy=Text("请从设计中心的列表中选择。", "Choose one from the list."),
        place=name,
    )

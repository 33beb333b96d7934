"""Definitions seen and changed in the browser: versions, differences, and a change proved before it is published."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.studio.editing import Draft, Overtaken, body_in, in_force, overtaken, text_of, unknown
from app.studio.faults import faults_in
from app.studio.lines import DifferenceLine, difference_lines
from app.studio.listing import MOST, matching, rows
from app.studio.titles import reason_of, title_in
from app.templating import said
from kernel.datafiles.writing import written
from kernel.definitions import compared, version, versions
from kernel.errors import TongbanError
from kernel.models import Definition, DefinitionLayer
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


@studio.get("/", permission=SEE, menu=MenuItem(Text("设计中心", "Studio"), order=70, icon="blocks"))
def index() -> str:
    """Every definition in force."""
    every = rows(platform().database.session())
    query, kind = (request.args.get(name, "") for name in ("q", "kind"))
    changed = bool(request.args.get("changed"))
    found = matching(every, query=query, kind=kind, changed=changed)
    return render_template(
        "studio/index.html",
        definitions=found[:MOST],
        left_off=len(found) - len(found[:MOST]),
        total=len(every),
        counts={one: sum(row.kind == one for row in every) for one in sorted({row.kind for row in every})},
        changes=sum(row.changed for row in every),
        query=query,
        kind=kind,
        changed=changed,
        kinds=kind_titles(),
    )


@studio.get("/definitions/<name>", permission=SEE)
def definition(name: str) -> str:
    """One definition: what it says, its layers, its versions, and the difference between any two."""
    session = platform().database.session()
    found = versions(session, name)
    if not found:
        raise unknown(name)
    new = request.args.get("new", type=int) or found[0].number
    old = request.args.get("old", type=int) or max(new - 1, 1)
    layers = session.scalars(
        select(DefinitionLayer).where(DefinitionLayer.target == name).order_by(DefinitionLayer.id)
    ).all()
    shown = version(session, name, new)
    return render_template(
        "studio/definition.html",
        name=name,
        title=title_in(name, shown.body.get("title")),
        definition=session.scalars(select(Definition).where(Definition.name == name)).one(),
        versions=found,
        old=old,
        new=new,
        differences=difference_lines(compared(session, name, old=old, new=new)),
        layers=layers,
        changed=any(layer.plugin == "studio" for layer in layers),
        body=written(shown.body),
        reason=reason_of,
        kinds=kind_titles(),
    )


@studio.get("/definitions/<name>/edit", permission=EDIT)
def edit(name: str) -> str:
    """The definition as text, to be changed; `from` an older version, or from what the plugins say."""
    session = platform().database.session()
    now = in_force(session, name)
    return _edit_page(name, Draft(text_of(session, name, request.args.get("from", "")), now.number, ""))


@studio.post("/definitions/<name>/preview", permission=EDIT)
def preview(name: str) -> ResponseReturnValue:
    """What the change would publish; or what is wrong with it, with nothing lost."""
    draft, here = _submitted(), platform()
    session = here.database.session()
    try:
        body = body_in(draft.text, name)
        first = overtaken(session, name, draft, body)
        if first is not None:
            return _overtaken_page(name, first)
        found = previewed(session, here.registry, name, body)
    except TongbanError as error:
        return _edit_page(name, draft, refused=error), error.status
    return _edit_page(name, draft, differences=difference_lines(found))


@studio.post("/definitions/<name>/publish", permission=EDIT)
def publish(name: str) -> ResponseReturnValue:
    """The change is in force; or the page says why not, with nothing lost."""
    draft, here = _submitted(), platform()
    try:
        body = body_in(draft.text, name)
        with here.database.transaction() as session:
            first = overtaken(session, name, draft, body)
            if first is not None:
                return _overtaken_page(name, first)
            now = change(
                session,
                here.registry,
                name,
                body,
                seen=draft.seen,
                actor=visitor().username,
                reason=draft.reason,
                now=here.clock.now(),
            )
    except TongbanError as error:
        return _edit_page(name, draft, refused=error), error.status
    title = said(title_in(name, now.body.get("title")))
    flash(_("%(name)s 第 %(n)s 版已发布。", name=title, n=now.number), "ok")
    return redirect(url_for("studio.definition", name=name))


def kind_titles() -> dict[str, Text]:
    """What each kind of definition is called, as a label begins."""
    titles = {entry.name: entry.thing.title for entry in platform().registry.entries("kind")}
    return {name: Text(title.zh, title.en[:1].upper() + title.en[1:]) for name, title in titles.items()}


def _submitted() -> Draft:
    return Draft(
        request.form.get("body", "").replace("\r\n", "\n"),
        request.form.get("seen", 0, type=int),
        request.form.get("reason", "").strip(),
    )


def _overtaken_page(name: str, first: Overtaken) -> ResponseReturnValue:
    refused = first.refusal
    return _edit_page(name, first.draft, refused=refused, first=first), refused.status


def _edit_page(
    name: str,
    draft: Draft,
    *,
    refused: TongbanError | None = None,
    first: Overtaken | None = None,
    differences: list[DifferenceLine] | None = None,
) -> str:
    now = in_force(platform().database.session(), name)
    return render_template(
        "studio/edit.html",
        name=name,
        title=title_in(name, now.body.get("title")),
        draft=draft,
        refused=refused,
        faults=faults_in(refused, draft.text, name=name) if refused else [],
        first=first,
        differences=differences,
        dirty=request.method == "POST" or "from" in request.args,
    )

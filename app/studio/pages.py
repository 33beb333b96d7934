"""Definitions seen and changed in the browser: versions, differences, and a change proved before it is published."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.studio.editing import (
    Draft,
    Overtaken,
    begun,
    body_in,
    in_force,
    outcome,
    overtaken,
    resumed,
    text_of,
    unknown,
)
from app.studio.faults import faults_in
from app.studio.lines import DifferenceLine, difference_lines
from app.studio.listing import MOST, matching, retired_count, rows
from app.studio.titles import reason_of
from kernel.datafiles.writing import written
from kernel.definitions import version, versions
from kernel.differences import differences
from kernel.errors import TongbanError
from kernel.models import Definition, DefinitionLayer
from kernel.proposals import open_proposals, proposal, proposals_of, propose, told_of
from kernel.seams import pages
from kernel.studio import ground_of
from kernel.text import Text
from kernel.titles import title_in
from kernel.web import MenuItem, Pages, platform, visitor

studio = Pages("studio", __name__, url_prefix="/studio")
SEE = ("can_read", "Definitions")
EDIT = ("can_edit", "Definitions")
PUBLISH = ("can_publish", "Definitions")


@pages("studio")
def studio_pages() -> Pages:
    """The definitions."""
    return studio


@studio.get("/", permission=SEE, menu=MenuItem(Text("设计中心", "Studio"), order=70, icon="blocks"))
def index() -> str:
    """Every definition in force, or every retired one."""
    session = platform().database.session()
    retired = bool(request.args.get("retired"))
    every = rows(session, retired=retired)
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
        retired=retired,
        retired_count=retired_count(session),
        waiting=len(open_proposals(session)),
    )


@studio.get("/new", permission=EDIT)
def new() -> str:
    """What a definition that no plugin brings is, and how it shall be called."""
    return _new_page({})


@studio.post("/new", permission=EDIT)
def begin() -> ResponseReturnValue:
    """On to the text of it; nothing is written yet."""
    here, given = platform(), {key: request.form.get(key, "").strip() for key in ("kind", "id")}
    name = f"studio.{given['id']}"
    try:
        begun(here.database.session(), here.registry, name, given["kind"])
    except TongbanError as error:
        return _new_page(given, refused=error), error.status
    return redirect(url_for("studio.edit", name=name, kind=given["kind"]))


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
    shown, before = version(session, name, new), version(session, name, old)
    owner = session.scalars(select(Definition).where(Definition.name == name)).one()
    told = told_of(session, platform().registry, owner.kind, name, before=before.body, after=shown.body)
    return render_template(
        "studio/definition.html",
        name=name,
        title=title_in(name, shown.body.get("title")),
        definition=owner,
        sections=[one for one in told if one.changes],
        versions=found,
        old=old,
        new=new,
        differences=difference_lines(differences(before.body, shown.body)),
        layers=layers,
        changed=any(layer.mode == "studio" for layer in layers),
        proposals=proposals_of(session, name),
        body=written(shown.body),
        reason=reason_of,
        kinds=kind_titles(),
    )


@studio.get("/definitions/<name>/edit", permission=EDIT)
def edit(name: str) -> str:
    """The definition as text, to be changed: as it is, `from` an older version or what the plugins say, or new."""
    here = platform()
    session = here.database.session()
    kind = request.args.get("kind", "")
    if kind:
        return _edit_page(name, begun(session, here.registry, name, kind))
    again = request.args.get("proposal", type=int)
    if again is not None:
        found = proposal(session, again)
        return _edit_page(found.name, resumed(found))
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
        found = outcome(session, here.registry, name, draft, body)
    except TongbanError as error:
        return _edit_page(name, draft, refused=error), error.status
    return _edit_page(name, draft, differences=difference_lines(found))


@studio.post("/definitions/<name>/propose", permission=EDIT)
def submit(name: str) -> ResponseReturnValue:
    """The change waits for a second person; or the page says why not, with nothing lost."""
    draft, here = _submitted(), platform()
    try:
        body = body_in(draft.text, name)
        with here.database.transaction() as session:
            first = overtaken(session, name, draft, body)
            if first is not None:
                return _overtaken_page(name, first)
            found = propose(
                session,
                here.registry,
                name,
                draft.kind if draft.is_new else ground_of(session, name).owner.kind,
                body,
                seen=draft.seen,
                actor=visitor().username,
                reason=draft.reason,
                now=here.clock.now(),
            )
            number = found.id
    except TongbanError as error:
        return _edit_page(name, draft, refused=error), error.status
    flash(_("已提交，等另一位有发布权限的人发布。"), "ok")
    return redirect(url_for("studio.proposal", number=number))


def kind_titles() -> dict[str, Text]:
    """What each kind of definition is called, as a label begins."""
    titles = {entry.name: entry.thing.title for entry in platform().registry.entries("kind")}
    return {name: Text(title.zh, title.en[:1].upper() + title.en[1:]) for name, title in titles.items()}


def _new_page(given: Mapping[str, str], *, refused: TongbanError | None = None) -> str:
    return render_template("studio/new.html", given=given, refused=refused, kinds=kind_titles())


def _submitted() -> Draft:
    return Draft(
        request.form.get("body", "").replace("\r\n", "\n"),
        request.form.get("seen", 0, type=int),
        request.form.get("reason", "").strip(),
        request.form.get("kind", ""),
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
    session = platform().database.session()
    body = {} if draft.is_new else in_force(session, name).body
    return render_template(
        "studio/edit.html",
        name=name,
        kind=draft.kind if draft.is_new else ground_of(session, name).owner.kind,
        title=title_in(name, body.get("title")),
        draft=draft,
        refused=refused,
        faults=faults_in(refused, draft.text, name=name) if refused else [],
        first=first,
        differences=differences,
        dirty=request.method == "POST" or bool({"from", "proposal"} & request.args.keys()),
    )

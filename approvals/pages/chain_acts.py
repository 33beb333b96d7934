"""The acts of the chain designer over HTTP: each is saved at once and leads back to the drawing."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.designing import acts
from approvals.designing.board import CHAIN, CHAINS, fresh_node, fresh_rows, of_other_kind
from approvals.designing.flat import flat, folded
from approvals.designing.nodes import Kind, found_at, place_of
from approvals.designing.properties import properties_of
from approvals.pages.chain_designer import Look, Outcome, designer_page, index_page, look_in
from approvals.pages.drawing_board import EDIT, chains, in_parts, mine, now, offers, owner, registry, ruling
from approvals.words import GroupKind, StepKind
from kernel import proposals
from kernel.designs import service
from kernel.designs.acts import Done
from kernel.designs.entries import PREFIX, sentence, sheet_posted
from kernel.designs.service import Hand, refuse_unready
from kernel.designs.sheets import Typing
from kernel.differences import Difference
from kernel.errors import Invalid, TongbanError
from kernel.nodes import Body
from kernel.text import Text
from kernel.web import platform

SEE_OTHER = 303
LONGEST_TITLE = 200
WAYS = ("add_case", "add_lane")


class SheetRefused(Invalid):
    """What was typed on the sheet cannot be taken; it is kept."""

    code = "sheet"
    typing: Typing


@chains.post("/new", permission=EDIT)
def begin() -> ResponseReturnValue:
    """A new chain on the board; or the list with what is wrong, and what was typed."""
    typed = {key: request.form.get(key, "").strip() for key in ("title.zh", "title.en", "id")}
    try:
        title = _title(typed)
        with platform().database.transaction() as session:
            made = service.begin(session, CHAINS, typed["id"], title, owner=owner(), now=now())
    except TongbanError as error:
        return index_page(Outcome(refused=error, fields=typed)), error.status
    return redirect(url_for("chains.show", name=made.name), SEE_OTHER)


def _title(typed: dict[str, str]) -> Text:
    zh = typed["title.zh"]
    if not zh or len(zh) > LONGEST_TITLE:
        raise Invalid(
            Text(
                f"没有写审批链名称，或名称超过 {LONGEST_TITLE} 字。",
                f"The chain has no title, or one of more than {LONGEST_TITLE} characters.",
            ),
            remedy=Text("请写一个简短的名称。", "Give it a short title."),
            place="title",
        )
    return Text(zh, typed["title.en"][:LONGEST_TITLE] or zh)


@chains.post("/<name>/act", permission=EDIT)
def act(name: str) -> ResponseReturnValue:
    """The act is done and saved; or the drawing says why not, with nothing lost."""
    look = look_in(request.form)
    mine(name)
    try:
        at, clashes = _done(name, look)
    except SheetRefused as error:
        return designer_page(mine(name), look, Outcome(error, error.typing))
    except TongbanError as error:
        return designer_page(mine(name), look, Outcome(error))
    if request.form.get("act") == "discard":
        return _discarded(name)
    there = Look(at, look.view, look.tab)
    if in_parts() or clashes:
        return designer_page(mine(name), there, Outcome(clashes=clashes))
    return redirect(address(name, there), SEE_OTHER)


def address(name: str, look: Look) -> str:
    """Where the designer shows this."""
    view = look.view if look.view != "design" else None
    anchor = f"node-{look.at}" if look.at else None
    return url_for(
        "chains.show", name=name, at=look.at or None, view=view, tab=look.tab or None, _anchor=anchor
    )


@chains.post("/<name>/propose", permission=EDIT)
def propose(name: str) -> ResponseReturnValue:
    """The draft waits for a second person; or the designer says why it cannot yet."""
    work, reason = mine(name), request.form.get("reason", "").strip()
    try:
        refuse_unready(work, request.form.get("_seen", ""))
        with platform().database.transaction() as session:
            found = proposals.propose(
                session,
                registry(),
                name,
                CHAIN,
                work.body,
                seen=work.seen,
                actor=owner(),
                reason=reason,
                now=now(),
            )
            number = found.id
    except TongbanError as error:
        return designer_page(mine(name), look_in(request.form), Outcome(error, fields={"reason": reason}))
    flash(_("已提交。由另一位有发布权限的人核对后发布。"), "ok")
    return redirect(url_for("studio.proposal", number=number), SEE_OTHER)


def _done(name: str, look: Look) -> tuple[str, list[Difference]]:
    """The act is saved; what one looks at now, and where a merge found both sides to disagree."""
    hand = Hand(owner(), request.form.get("_seen", ""), now())
    with platform().database.transaction() as session:
        match request.form.get("act", ""):
            case "undo":
                return service.undo(session, CHAINS, name, hand)[1], []
            case "redo":
                return service.redo(session, CHAINS, name, hand)[1], []
            case "merge":
                return look.at, service.merge(session, CHAINS, name, hand)
            case "discard":
                service.discard(session, CHAINS, name, hand)
                return "", []
            case word:
                return service.carry_out(session, CHAINS, name, _act(word, name, look.at), hand)[1], []


def _discarded(name: str) -> ResponseReturnValue:
    flash(_("草稿已放弃。"), "ok")
    try:
        mine(name)
    except TongbanError:
        return redirect(url_for("chains.index"), SEE_OTHER)
    return redirect(url_for("chains.show", name=name), SEE_OTHER)


def _act(word: str, name: str, at: str) -> Callable[[Body], Done]:
    """What the button that was pressed does to the chain."""
    into, before = request.form.get("into", ""), request.form.get("before", "")
    simple: dict[str, Callable[[Body], Done]] = {
        "add": lambda body: _added(body, at, into=into, before=before),
        "move": lambda body: acts.moved(body, at, into=into, before=before),
        "up": lambda body: acts.shifted(body, at, by=-1),
        "down": lambda body: acts.shifted(body, at, by=1),
        "copy": lambda body: acts.copied(body, at),
        "remove": lambda body: acts.removed(body, at),
        "dissolve": lambda body: acts.dissolved(body, at),
        "add_else": lambda body: acts.rest_added(body, at),
        "wrap_branch": lambda body: acts.wrapped(body, at, GroupKind.BRANCH),
        "wrap_parallel": lambda body: acts.wrapped(body, at, GroupKind.PARALLEL),
        "retype": lambda body: _retyped(body, name, at),
        "set": lambda body: _set(body, name, at),
        **{way: lambda body: acts.way_added(body, at) for way in WAYS},
    }
    if word not in simple:
        raise Invalid(
            Text("没有选择要做的操作。", "No act was chosen."),
            remedy=Text("请点页面上的按钮。", "Use one of the buttons of the page."),
            place="act",
        )
    return simple[word]


def _added(body: Body, at: str, *, into: str, before: str) -> Done:
    kind = _kind_posted()
    if not into:
        into, before = acts.spot_after(body, at)
    return acts.added(body, fresh_node(kind), into=into, before=before)


def _kind_posted() -> StepKind | GroupKind:
    word = request.form.get("type", "")
    for kinds in (StepKind, GroupKind):
        if word in {one.value for one in kinds}:
            return kinds(word)
    raise Invalid(
        Text(f"没有“{word[:40]}”这种步骤。", f"There is no step of kind “{word[:40]}”."),
        remedy=Text("请从列表中选择。", "Choose one from the palette."),
        place="type",
    )


def _retyped(body: Body, name: str, at: str) -> Done:
    """The step is one of another kind; what both kinds know of it stays."""
    kind, place = _kind_posted(), place_of(body, at)
    if place.kind is not Kind.STEP or not isinstance(kind, StepKind):
        raise Invalid(
            Text("只有步骤可以换成另一种步骤。", "Only a step can become a step of another kind."),
            remedy=Text("请先选择一个步骤。", "Choose a step first."),
            place=at,
        )
    if place.node.get("kind") == kind:
        return acts.changed(body, at, {})
    return acts.changed(body, at, of_other_kind(place.node, kind, body, offers(name)))


def _set(body: Body, name: str, at: str) -> Done:
    """The sheet is taken, or refused with everything that was typed."""
    place, offered = found_at(body, at), offers(name)
    if at and place is None:
        return acts.changed(body, at, {})
    kind, node = (place.kind, place.node) if place else (Kind.CHAIN, body)
    properties = properties_of(kind, node, body, offered)
    sheet = sheet_posted(properties, flat(node), request.form, rule=ruling(offered).posted)
    faults = dict(sheet.faults)
    if not faults:
        try:
            return acts.changed(body, at, folded(node, sheet.changes, fresh_rows(offered)))
        except Invalid as error:
            faults = {f"{PREFIX}{error.place}": sentence(error)}
    refused = SheetRefused(
        Text(f"有 {len(faults)} 处没有保存。", f"Places that were not saved: {len(faults)}."),
        remedy=Text("请改正右侧标出的各处。", "Correct the places marked on the sheet."),
        place=at,
    )
    refused.typing = Typing(sheet.typed, faults)
    raise refused

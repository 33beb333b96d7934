"""The acts of the chain designer over HTTP: each is saved at once and leads back to the drawing."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from flask import request
from flask.typing import ResponseReturnValue

from approvals.designing import acts
from approvals.designing.board import fresh_node, fresh_rows, of_other_kind
from approvals.designing.flat import flat, folded
from approvals.designing.importing import imported
from approvals.designing.nodes import Kind, found_at, place_of
from approvals.designing.properties import properties_of
from approvals.designing.verbs import usual_kept
from approvals.pages.chain_designer import Look, designer_page, index_page, look_in
from approvals.pages.drawing_board import BOARD, chains, mine, offers, ruling
from approvals.words import GroupKind, StepKind
from kernel.datafiles.yamlfile import documents_in
from kernel.designs.acts import Done
from kernel.designs.entries import PREFIX, sentence, sheet_posted
from kernel.designs.sheets import Typing
from kernel.errors import Invalid, TongbanError
from kernel.nodes import Body
from kernel.text import Text
from kernel.web.boards import (
    EDIT,
    Outcome,
    no_such_act,
    sheet_refused,
    typed_anew,
)

LARGEST = 512 * 1024
WAYS = ("add_case", "add_lane")


@chains.post("/new", permission=EDIT)
def begin() -> ResponseReturnValue:
    """A new chain on the board; or the list with what is wrong, and what was typed."""
    typed = typed_anew()
    try:
        return BOARD.begun(typed)
    except TongbanError as error:
        return index_page(Outcome(refused=error, fields=typed)), error.status


@chains.post("/<name>/act", permission=EDIT)
def act(name: str) -> ResponseReturnValue:
    """The act is done and saved; or the drawing says why not, with nothing lost."""
    look = look_in(request.form)

    def drawn(at: str, outcome: Outcome) -> ResponseReturnValue:
        return designer_page(mine(name), Look(at, look.view, look.tab), outcome)

    chosen = partial(_act, name=name, at=look.at)
    return BOARD.answered(name, (look.at, look.view, look.tab), chosen, drawn)


@chains.post("/<name>/import", permission=EDIT)
def bring(name: str) -> ResponseReturnValue:
    """The chain of a file stands on the board in place of what is drawn; undoing leads back."""
    return act(name)


@chains.post("/<name>/propose", permission=EDIT)
def propose(name: str) -> ResponseReturnValue:
    """The draft waits for a second person; or the designer says why it cannot yet."""
    look = look_in(request.form)
    return BOARD.handed_on(name, lambda outcome: designer_page(mine(name), look, outcome))


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
        "import": lambda _body: Done(_brought(), ""),
        **{way: lambda body: acts.way_added(body, at) for way in WAYS},
    }
    if word not in simple:
        raise no_such_act()
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


def _brought() -> Body:
    """The chain in the file that was sent."""
    file = request.files.get("file")
    content = file.read(LARGEST + 1) if file else b""
    if not content or len(content) > LARGEST:
        raise Invalid(
            Text(
                f"没有选文件，或文件超过 {LARGEST // 1024} KB。",
                f"No file was chosen, or it is larger than {LARGEST // 1024} KB.",
            ),
            remedy=Text("请选设计器导出的 YAML 文件。", "Choose a YAML file that the designer exported."),
            place="file",
        )
    found = documents_in(content, file="chain.yaml")
    return imported(found[0].body if len(found) == 1 else None)


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
    """What of the sheet can be taken is; the rest stays as it was typed, with what is wrong."""
    place, offered = found_at(body, at), offers(name)
    if at and place is None:
        return acts.changed(body, at, {})
    kind, node = (place.kind, place.node) if place else (Kind.CHAIN, body)
    properties = properties_of(kind, node, body, offered)
    sheet = sheet_posted(properties, flat(node), request.form, rule=ruling(offered).posted)
    try:
        done = acts.changed(body, at, folded(node, usual_kept(node, sheet.changes), fresh_rows(offered)))
    except Invalid as error:
        faults = {**sheet.faults, f"{PREFIX}{error.place}": sentence(error)}
        raise sheet_refused(at, Typing(sheet.typed, faults)) from error
    return replace(done, left=Typing(sheet.typed, sheet.faults)) if sheet.faults else done

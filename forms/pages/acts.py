"""The acts of the designer over HTTP: each is saved at once and leads back to the board."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from forms.designing import acts
from forms.designing.nodes import Kind, found_at, place_of
from forms.designing.properties import (
    completed,
    fresh_field,
    may_be_column,
    of_other_type,
    options_or_register,
    properties_of,
    references_of,
)
from forms.fieldtype import FieldType
from forms.pages.asking import BOARD, designs, mine, ruling, types
from forms.pages.designer import Look, designer_page, index_page, look_in
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


@designs.post("/new", permission=EDIT)
def begin() -> ResponseReturnValue:
    """A new form on the board; or the list with what is wrong, and what was typed."""
    typed = typed_anew()
    try:
        return BOARD.begun(typed)
    except TongbanError as error:
        return index_page(Outcome(refused=error, fields=typed)), error.status


@designs.post("/<name>/act", permission=EDIT)
def act(name: str) -> ResponseReturnValue:
    """The act is done and saved; or the board says why not, with nothing lost."""
    look = look_in(request.form)

    def drawn(at: str, outcome: Outcome) -> ResponseReturnValue:
        return designer_page(mine(name), Look(at, look.view, look.tab), outcome)

    return BOARD.answered(name, (look.at, look.view, look.tab), partial(_act, at=look.at), drawn)


def _act(word: str, at: str) -> Callable[[Body], Done]:
    """What the button that was pressed does to the form."""
    into, before = request.form.get("into", ""), request.form.get("before", "")
    match word:
        case "add":
            return lambda body: _added(body, at, into=into, before=before)
        case "add_section":
            return lambda body: acts.section_added(body, before=before or _section_after(body, at))
        case "move":
            return lambda body: acts.moved(body, at, into=into, before=before)
        case "up" | "down":
            return lambda body: acts.shifted(body, at, by=-1 if word == "up" else 1)
        case "copy":
            return lambda body: acts.copied(body, at, references=references_of(types()))
        case "remove":
            return lambda body: acts.removed(body, at)
        case "retype":
            return lambda body: _retyped(body, at)
        case "set":
            return lambda body: _set(body, at)
    raise no_such_act()


def _added(body: Body, at: str, *, into: str, before: str) -> Done:
    name, kind = _type_posted()
    if not into:
        body, into, before = _spot(body, at, column=may_be_column(kind))
    within = found_at(body, into)
    if within is not None and within.kind is Kind.FIELD:
        _refuse_as_column(kind, into)
    fresh = fresh_field(name, kind)
    return acts.added(body, fresh, into=into, before=before, references=references_of(types()))


def _retyped(body: Body, at: str) -> Done:
    """The field is one of another type; what both types know of it stays."""
    name, kind = _type_posted()
    place = place_of(body, at)
    if place.kind is Kind.COLUMN:
        _refuse_as_column(kind, at)
    if place.kind is Kind.SECTION or place.node.get("type") == name:
        return acts.changed(body, at, {})
    return acts.retyped(
        body, at, of_other_type(place, name, types(), body), references=references_of(types())
    )


def _type_posted() -> tuple[str, type[FieldType]]:
    name = request.form.get("type", "")
    kind = types().get(name)
    if kind is None:
        raise Invalid(
            Text(f"没有名为“{name}”的字段类型。", f"There is no field type “{name}”."),
            remedy=Text("请从列表中选择。", "Choose one from the palette."),
            place="type",
        )
    return name, kind


def _refuse_as_column(kind: type[FieldType], into: str) -> None:
    """Nothing, if the cells of a table may be of the type."""
    fault = kind.not_a_column()
    if fault is not None:
        why, remedy = fault
        raise Invalid(
            Text(
                f"表格的列不能是“{kind.title.zh}”：{why.zh}",
                f"No column can be a “{kind.title.en}”: {why.en}",
            ),
            remedy=remedy,
            place=into,
        )


def _spot(body: Body, at: str, *, column: bool) -> tuple[Body, str, str]:
    """Where a new field comes; a form without sections gets one first."""
    if not body.get("sections"):
        made = acts.section_added(body)
        return made.body, made.at, ""
    place = found_at(body, at)
    if place is not None and place.kind is Kind.COLUMN and not column:
        at = place.owner
    into, before = acts.spot_after(body, at)
    return body, into, before


def _section_after(body: Body, at: str) -> str:
    """Before which section a new one comes when somebody looks at this node; empty for the end."""
    place = found_at(body, at)
    while place is not None and place.kind is not Kind.SECTION:
        place = found_at(body, place.owner)
    return place.following if place else ""


def _set(body: Body, at: str) -> Done:
    """What of the property sheet can be taken is; the rest stays as it was typed, with what is wrong."""
    place = found_at(body, at)
    kind, node = (place.kind, place.node) if place else (Kind.FORM, body)
    if at and place is None:
        return acts.changed(body, at, {})
    properties = properties_of(kind, node, types(), body)
    sheet = sheet_posted(properties, node, request.form, rule=ruling(body).posted)
    try:
        changes = completed(_settled(sheet.changes, node), properties, body)
        done = acts.changed(body, at, changes, references=references_of(types()))
    except Invalid as error:
        faults = {**sheet.faults, f"{PREFIX}{error.place}": sentence(error)}
        raise sheet_refused(at, Typing(sheet.typed, faults)) from error
    return replace(done, left=Typing(sheet.typed, sheet.faults)) if sheet.faults else done


def _settled(changes: Mapping[str, Any], node: Body) -> Mapping[str, Any]:
    found = types().get(str(node.get("type", "")))
    return options_or_register(changes, node, found) if found else changes

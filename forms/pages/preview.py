"""The form on the board as people will see it: on a phone, at a desk, on paper."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from forms.compiler import CompiledForm
from forms.definition import Form, Section, read_form
from forms.fieldtype import Offer
from forms.offering import Asking, offers_in
from forms.pages.asking import designs, locale, today, types
from forms.printing import PaperPart, Written, paper
from forms.registers import registers_of
from forms.sampling import samples_of
from forms.supplying import supplied
from kernel.designs.working import Working
from kernel.errors import Invalid
from kernel.functions import functions_of
from kernel.web import visitor
from kernel.web.boards import SEE, reading, registry

WIDTHS = ("phone", "pc", "print")


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it is drawn."""

    section: Section
    drawn: Markup


@dataclass(frozen=True, slots=True)
class Preview:
    """The form as it is drawn at a width, with sample answers or without; or why it cannot be drawn yet."""

    width: str
    filled: bool
    parts: tuple[Part, ...] = ()
    paper: tuple[PaperPart, ...] = ()
    """The questions with their answers, on paper."""
    refused: Invalid | None = None


@designs.get("/<name>/preview", permission=SEE)
def preview(name: str) -> ResponseReturnValue:
    """Leads to the board, which shows the form at this width."""
    width = request.args.get("width", "")
    view = width if width in WIDTHS else "pc"
    filled = 1 if request.args.get("filled") else None
    return redirect(url_for("designs.show", name=name, view=view, filled=filled))


def preview_of(work: Working, width: str) -> Preview:
    """The draft compiled as if it were published."""
    filled = bool(request.args.get("filled"))
    try:
        form = read_form(work.body, types(), functions=functions_of(registry()))
    except Invalid as error:
        return Preview(width, filled, refused=error)
    compiled = CompiledForm(supplied(form, registers_of(reading(), work.body)), locale())
    values = _brought(form) | (samples_of(form) if filled or width == "print" else {})
    if width == "print":
        return Preview(width, filled, paper=_paper(compiled, values))
    return Preview(width, filled, tuple(_part(compiled, one, values) for one in form.sections))


def _brought(form: Form) -> dict[str, Any]:
    """What the platform could bring: a page on which nothing is on record looks broken."""
    found = ((field.name, field.type.sample()) for field in form.fields if field.given)
    return {name: value for name, value in found if value is not None}


def _offers(compiled: CompiledForm, sections: Collection[str]) -> Mapping[str, Sequence[Offer]]:
    asking = Asking(
        session=reading(), registry=registry(), actor=visitor().actor, on=today(), locale=locale()
    )
    return offers_in(compiled.form, sections, asking)


def _part(compiled: CompiledForm, section: Section, values: Mapping[str, Any]) -> Part:
    offers = _offers(compiled, [section.name])
    page = compiled.page(values, {}, [section.name], today=today(), offers=offers)
    return Part(section, page.fields)


def _paper(compiled: CompiledForm, values: Mapping[str, Any]) -> tuple[PaperPart, ...]:
    names = compiled.sections
    asked = compiled.normalised(
        {name: values[name] for name in values if name not in compiled.given}, names, today=today()
    )
    brought = {
        name: value
        for name in compiled.given & values.keys()
        if (value := compiled.known(name, values[name])) is not None
    }
    offers = _offers(compiled, names)
    # of what is chosen from a register the first on offer stands there, by its name
    chosen = {name: found[0].value for name, found in offers.items() if found}
    stored = compiled.stored(asked.values) | brought | chosen
    return paper(compiled, stored, names, Written({}, offers), today=today())

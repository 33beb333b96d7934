"""The form on the board as people will see it: on a phone, at a desk, on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from markupsafe import Markup

from forms.compiler import CompiledForm
from forms.definition import Section, read_form
from forms.designing.working import Working
from forms.offering import Asking, offers_in
from forms.pages.asking import SEE, designs, locale, mine, reading, registry, today, types
from forms.sampling import samples_of
from kernel.errors import Invalid
from kernel.functions import functions_of
from kernel.web import visitor

WIDTHS = ("phone", "pc", "print")
NOTHING = Markup("")


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
    answers: Markup = NOTHING
    """The answers to be read, on paper."""
    refused: Invalid | None = None


@designs.get("/<name>/preview", permission=SEE)
def preview(name: str) -> str:
    """The form alone, as wide as the window, or as it is printed."""
    work = mine(name)
    return render_template("forms/designer/preview.html", work=work, preview=preview_of(work, width_in()))


def width_in() -> str:
    """The width that is asked for."""
    width = request.args.get("width", "")
    return width if width in WIDTHS else "pc"


def preview_of(work: Working, width: str) -> Preview:
    """The draft compiled as if it were published."""
    filled = bool(request.args.get("filled"))
    try:
        form = read_form(work.body, types(), functions=functions_of(registry()))
    except Invalid as error:
        return Preview(width, filled, refused=error)
    compiled = CompiledForm(form, locale())
    values = samples_of(form) if filled or width == "print" else {}
    if width == "print":
        return Preview(width, filled, answers=_answers(compiled, values))
    return Preview(width, filled, tuple(_part(compiled, one, values) for one in form.sections))


def _part(compiled: CompiledForm, section: Section, values: Mapping[str, Any]) -> Part:
    asking = Asking(
        session=reading(), registry=registry(), actor=visitor().actor, on=today(), locale=locale()
    )
    offers = offers_in(compiled.form, [section.name], asking)
    page = compiled.page(values, {}, [section.name], today=today(), offers=offers)
    return Part(section, page.fields)


def _answers(compiled: CompiledForm, values: Mapping[str, Any]) -> Markup:
    outcome = compiled.normalised(values, compiled.sections, today=today())
    stored = compiled.stored(outcome.values)
    return compiled.check_answers(stored, compiled.sections, today=today())

"""The designer of a form: palette, canvas, property sheet; and the list of forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forms.canvas import Canvas, canvas
from forms.designing.board import FORMS
from forms.designing.nodes import Kind, found_at
from forms.designing.sheet import Clerk, sought_in
from forms.designing.telling import place_told, told
from forms.pages.asking import BOARD, designs, locale, mine, ruling, types
from forms.pages.preview import WIDTHS, preview_of
from forms.rebasing import waiting_drafts
from forms.registers import offered_registers, registers_of
from forms.sheet import Group
from kernel.designs.placing import told_of
from kernel.designs.ruling import Ruling
from kernel.designs.working import Working
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.proposals import ReviewSection
from kernel.proposals import told_of as told_of_change
from kernel.text import Text
from kernel.web.boards import SEE, Outcome, editable, in_parts, proposal_of, reading, registry

CHANGES = "changes"
VIEWS = ("design", "phone", "pc", "print", "rules", CHANGES)
OK = 200
PLAIN = (
    *("text", "long_text", "formatted", "integer", "decimal", "money", "choice", "choices", "yes_no"),
    *(
        "date",
        "date_range",
        "date_time",
        "year_month",
        "resident_id",
        "document",
        "phone",
        "email",
        "address",
    ),
    *("file", "image", "id_photo", "materials", "heading", "explanation", "rows", "declaration", "consent"),
)
"""What is wanted most stands first in its group of the palette."""


@dataclass(frozen=True, slots=True)
class Look:
    """What of the form is looked at."""

    at: str = ""
    view: str = VIEWS[0]
    tab: str = ""
    sought: str = ""
    """What is looked for in the form."""


@designs.get("/", permission=SEE)
def index() -> str:
    """The forms in force and the drafts of forms."""
    return index_page(Outcome())


def index_page(outcome: Outcome) -> str:
    """The list, with what became of a new form."""
    shown, total = BOARD.listed()
    return render_template(
        "forms/designer/index.html",
        forms=shown,
        total=total,
        query=request.args.get("q", ""),
        editable=editable(),
        outcome=outcome,
    )


@designs.get("/<name>", permission=SEE)
def show(name: str) -> ResponseReturnValue:
    """The form on the board."""
    return designer_page(mine(name), look_in(request.args))


def look_in(asked: Any) -> Look:
    """What an address or a form says is looked at."""
    view = asked.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    return Look(asked.get("at", ""), view, asked.get("tab", ""), asked.get("q", "").strip())


def designer_page(work: Working, look: Look, outcome: Outcome | None = None) -> ResponseReturnValue:
    """The whole page, or its parts for a page that puts them in place itself."""
    came = outcome or Outcome()
    template = "_parts" if in_parts() else "designer"
    drawn = render_template(f"forms/designer/{template}.html", **context(work, look, came))
    return drawn, came.refused.status if came.refused else OK


def context(work: Working, look: Look, outcome: Outcome) -> dict[str, Any]:
    """What the templates of the designer know."""
    rules = ruling(work.body)
    clerk = Clerk(work.body, types(), rules, offered_registers(reading()), base=work.base)
    sheet = clerk.sheet(look.at, outcome.typing) or clerk.sheet("")
    return {
        "work": work,
        "view": look.view,
        "tab": look.tab,
        "selected": sheet.at if sheet else "",
        "sheet": sheet,
        "without": drafts_without(work, sheet.at if sheet else ""),
        "canvas": drawn(work, rules),
        "sought": look.sought,
        "hits": sought_in(work.body, types(), look.sought) if look.sought else [],
        "palette": palette(),
        "others": BOARD.others(work.name),
        "editable": editable(),
        "refused": outcome.refused,
        "problems": told_of(outcome.refused, work.body, wording_of(work.body)) if outcome.refused else (),
        "clashes": [place_told(one.path, work.body, work.base, types()) for one in outcome.clashes],
        "preview": preview_of(work, look.view) if look.view in WIDTHS else None,
        "changes": changes_of(work) if look.view == CHANGES else (),
        "proposal": proposal_of(work.name),
        "fields": outcome.fields,
    }


def changes_of(work: Working) -> Sequence[ReviewSection]:
    """What the draft says otherwise than the version it was begun on, and what that touches, as its publisher reads it."""
    if not work.changed or not work.seen:
        return ()
    return told_of_change(reading(), registry(), FORMS.kind, work.name, before=work.base, after=work.body)


def drafts_without(work: Working, at: str) -> Mapping[int, int]:
    """How many drafts of applicants do not have the field yet, by the version they are on; none for an old field."""
    place = found_at(work.body, at)
    if place is None or place.kind is not Kind.FIELD or found_at(work.base, at) is not None:
        return {}
    return waiting_drafts(reading(), work.name)


def drawn(work: Working, rules: Ruling) -> Canvas:
    """The form as the compiler draws it."""
    return canvas(
        work.body,
        types(),
        functions=rules.functions,
        locale=locale(),
        reading=lambda source, _form: rules.said(source),
        telling=lambda _node, one: told(work.body, one, types()),
        registers=registers_of(reading(), work.body),
    )


def wording_of(body: Body) -> Callable[[Problem], Problem]:
    """Says a problem of the form by titles."""
    return lambda one: told(body, one, types())


def palette() -> list[tuple[Text, list[tuple[str, Text, str]]]]:
    """The types of fields under the titles of their groups."""
    known = sorted(types().items(), key=lambda pair: PLAIN.index(pair[0]) if pair[0] in PLAIN else len(PLAIN))
    found = [
        (
            group.heading,
            [(name, kind.title, kind.icon) for name, kind in known if kind.group is group],
        )
        for group in Group
    ]
    return [(title, offered) for title, offered in found if offered]

"""What the designer puts on pages of the studio: the way to the board."""

from typing import Any

from flask import render_template

from forms.designing.board import FORM
from kernel.seams import slot
from kernel.web import visitor


@slot("forms.designs", slot="studio.index")
def listed(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """The way to the list of forms."""
    return render_template("forms/designer/_to_forms.html")


@slot("forms.proposed", slot="studio.proposal")
def proposed(context: Any) -> str:
    """The way back to the board for whoever proposed the form."""
    mine = context.kind == FORM and context.proposed_by == visitor().username
    return render_template("forms/designer/_to_board.html", name=context.name) if mine else ""


@slot("forms.design", slot="studio.definition")
def opened(context: Any) -> str:
    """The way from a form to its board."""
    return render_template("forms/designer/_to_board.html", name=context.name) if context.kind == FORM else ""


@slot("forms.language", slot="studio.text")
def spoken(context: Any) -> str:
    """What an editor of text may know of the language of forms."""
    return render_template("forms/designer/_language.html") if context == FORM else ""

"""What the designer puts on pages of the studio: the way to the board."""

from typing import Any

from flask import render_template

from forms.designing.working import FORM
from kernel.seams import slot


@slot("forms.designs", slot="studio.index")
def listed(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """The way to the list of forms."""
    return render_template("forms/designer/_to_forms.html")


@slot("forms.design", slot="studio.definition")
def opened(context: Any) -> str:
    """The way from a form to its board."""
    return render_template("forms/designer/_to_board.html", name=context.name) if context.kind == FORM else ""

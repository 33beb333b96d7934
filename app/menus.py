"""Navigation drawn once for each kind of visitor and place: a page shows it two or three times."""

from flask import current_app, request
from markupsafe import Markup

from app.language import locale_name
from kernel.web import visitor

KEPT = 1_000
DRAWN = "tongban.menus"
TEMPLATE = "macros/menus.html"


def menu(part: str, area: str) -> Markup:
    """The navigation of an area as the macro `part` draws it, for this visitor on this page."""
    who = visitor()
    # all that the macros ask for: which links show, in which words, and which of them is here
    key = (
        part,
        area,
        who.user_id is None,
        who.permissions,
        locale_name(),
        request.blueprint,
        request.script_root,
    )
    drawn: dict[object, Markup] = current_app.extensions.setdefault(DRAWN, {})
    found = drawn.get(key)
    if found is None:
        if len(drawn) >= KEPT:
            drawn.clear()
        macros = current_app.jinja_env.get_template(TEMPLATE).module
        found = drawn[key] = getattr(macros, part)(area)
    return found

"""Navigation drawn once for each kind of visitor and place: a page shows it two or three times."""

from markupsafe import Markup

from app.frames import kind
from kernel.web.request import context

KEPT = 1_000
DRAWN = "tongban.menus"
TEMPLATE = "macros/menus.html"


def menu(part: str, area: str) -> Markup:
    """The navigation of an area as the macro `part` draws it, for this visitor on this page."""
    # the kind holds all that the macros ask for: which links show, in which words, and which of them is here
    key = (part, area, kind())
    app = context().app
    drawn: dict[object, Markup] = app.extensions.setdefault(DRAWN, {})
    found = drawn.get(key)
    if found is None:
        if len(drawn) >= KEPT:
            drawn.clear()
        macros = app.jinja_env.get_template(TEMPLATE).module
        found = drawn[key] = getattr(macros, part)(area)
    return found

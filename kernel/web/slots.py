"""What plugins put into the named slots of a page."""

from typing import Any

from markupsafe import Markup

from kernel.seams import SLOT
from kernel.web.request import platform


def slot(name: str, context: Any = None) -> Markup:
    """What the plugins put into the named slot of a page, in order."""
    entries = [entry for entry in platform().present().entries(SLOT) if entry.options["slot"] == name]
    entries.sort(key=lambda entry: entry.options["order"])
    return Markup("".join([Markup(entry.thing(context)) for entry in entries]))  # noqa: S704 a plugin's own template

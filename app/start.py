"""The page after signing in: what is installed, and where this visitor may go."""

from flask import render_template

from kernel.loading import installed_plugins
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, allowed, navigation, platform

start = Pages("start", __name__)
SEE_PLUGINS = ("can_read", "Plugins")


@pages("start")
def start_pages() -> Pages:
    """The start page."""
    return start


@start.get("/", permission=SIGNED_IN)
def index() -> str:
    """Ways to go, and the installed plugins for those who may see them."""
    plugins = installed_plugins(platform().database.engine) if allowed(SEE_PLUGINS) else []
    return render_template(
        "start.html", links=list(navigation()), plugins=plugins, broken=platform().loaded.broken
    )

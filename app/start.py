"""The page after signing in: what is installed, and where this visitor may go."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kernel.loading import installed_plugins
from kernel.seams import HOME, pages
from kernel.web import SIGNED_IN, Pages, allowed, navigation, platform, require, visitor

start = Pages("start", __name__)
SEE_PLUGINS = ("can_read", "Plugins")


@pages("start")
def start_pages() -> Pages:
    """The start page."""
    return start


@start.get("/", public=True)
def index() -> ResponseReturnValue:
    """The page that a plugin has for this visitor; else ways to go, and the plugins for those who see them."""
    homes = (entry.thing(visitor()) for entry in platform().present().entries(HOME))
    if home := next(filter(None, homes), ""):
        return redirect(url_for(home))
    require(SIGNED_IN)
    plugins = installed_plugins(platform().database.engine) if allowed(SEE_PLUGINS) else []
    return render_template(
        "start.html", links=list(navigation()), plugins=plugins, broken=platform().loaded.broken
    )

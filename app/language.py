"""The language of a request: Chinese unless the visitor chose English."""

from flask import Flask, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, refresh

from kernel.seams import pages
from kernel.web import Pages, local_path, platform

CHOICE = "locale"
HTML_LANGUAGES = {"zh_Hans_CN": "zh-CN", "en": "en"}

language = Pages("language", __name__)


@pages("language")
def language_pages() -> Pages:
    """The switch between the languages."""
    return language


@language.post("/language", public=True)
def choose() -> ResponseReturnValue:
    """The session speaks the chosen language from now on."""
    chosen = request.form.get("locale", "")
    if chosen in platform().settings["LANGUAGES"]:
        session[CHOICE] = chosen
        refresh()
    return redirect(local_path(request.form.get("next")) or url_for("start.index"))


def chosen_locale() -> str:
    """The locale of this request, outside of a request the default one."""
    settings = platform().settings
    chosen = session.get(CHOICE) if has_request_context() else None
    return str(chosen if chosen in settings["LANGUAGES"] else settings["BABEL_DEFAULT_LOCALE"])


def locale_name() -> str:
    """The locale of this request, outside of a request the default one."""
    return str(get_locale() or "zh_Hans_CN")


def select_language(app: Flask) -> None:
    """Flask-Babel asks us, not FAB, which keeps the locale by GET and sets a cookie for everybody."""
    app.extensions["babel"].locale_selector = chosen_locale

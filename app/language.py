"""The language of a request: Chinese unless the visitor chose English."""

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from babel import Locale
from flask import Flask, g, has_app_context, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, get_translations, refresh
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from kernel.seams import pages
from kernel.web import Pages, local_path, platform
from kernel.web.request import context, incoming

CHOICE = "locale"
DEFAULT = "zh_Hans_CN"
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
    chosen = incoming().session.get(CHOICE) if has_request_context() else None
    return str(chosen if chosen in settings["LANGUAGES"] else settings["BABEL_DEFAULT_LOCALE"])


def locale_name() -> str:
    """The locale of this request, outside of a request the default one."""
    # Flask-Babel looks for its context at every word anew; what it found for this request lies there
    if not has_app_context():
        return DEFAULT
    kept = context().g
    here: Any = getattr(kept, "_flask_babel", None)
    locale = getattr(here, "babel_locale", None)
    if locale is None:
        here = kept._flask_babel = here or SimpleNamespace()
        locale = here.babel_locale = _locale(chosen_locale())
    named = getattr(here, "named", None)
    if named is None or named[0] is not locale:
        named = here.named = (locale, str(locale))
    name: str = named[1]
    return name


def select_language(app: Flask) -> None:
    """Flask-Babel asks us, not FAB, which keeps the locale by GET and sets a cookie for everybody."""
    app.extensions["babel"].locale_selector = lambda: _locale(chosen_locale())
    app.jinja_env.globals["gettext"] = app.jinja_env.globals["_"] = in_template


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@pass_eval_context
def in_template(context: EvalContext, message: str, **variables: Any) -> str:
    """The message of a template in the language of the request; a page has a hundred of them."""
    words = _translator()(message)
    if context.autoescape:
        words = Markup(words)  # noqa: S704 our own messages; the variables are escaped
    return words % variables if variables or "%" in words else words


def _translator() -> Callable[[str], str]:
    # Flask-Babel looks for the catalogue at every message anew
    here: Any = getattr(context().g, "_flask_babel", None)
    kept = getattr(here, "translator", None)
    if kept is not None and kept[0] is getattr(here, "babel_locale", None):
        found: Callable[[str], str] = kept[1]
        return found
    translated: Callable[[str], str] = get_translations().ugettext
    locale = get_locale()
    if locale is not None:
        g._flask_babel.translator = (locale, translated)
    return translated

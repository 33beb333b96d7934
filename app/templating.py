"""What every template knows: the visitor, the navigation, the language, slots and versioned files."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup, escape

from app.display import is_large
from app.frames import csrf_token, frame, here
from app.language import HTML_LANGUAGES, locale_name
from app.menus import menu
from app.roles import role_title
from kernel.clock import local_minute
from kernel.text import Text
from kernel.web import Area, Link, allowed, belonging, navigation, platform, register_groups, slot, visitor
from kernel.web.request import incoming
from kernel.web.settings import setting

DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?\b")
STATIC = Path(__file__).parent / "static"
PRODUCT = "通办"


def prepare_templates(app: Flask) -> None:
    """Filters, globals and the values of each request."""
    app.jinja_env.filters["said"] = said
    app.jinja_env.filters["said_zh"] = said_zh
    app.jinja_env.filters["said_en"] = said_en
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["dates"] = dates
    app.jinja_env.filters["role_title"] = role_title
    app.jinja_env.globals.update(
        asset=asset,
        slot=slot,
        allowed=allowed,
        visitor=visitor,
        navigation=navigation,
        menu=menu,
        frame=frame,
        register_groups=register_groups,
        is_here=is_here,
        shell=shell,
        site_name=site_name,
        setting=setting,
        csrf_token=csrf_token,
    )
    app.context_processor(_of_request)


def said(text: Text | str) -> str:
    """The text in the language of the request."""
    return text.of(locale_name()) if isinstance(text, Text) else text


def said_zh(text: Text | str) -> str:
    """The text in Chinese; what `said` is in the templates of that language."""
    return text.zh if isinstance(text, Text) else text


def said_en(text: Text | str) -> str:
    """The text in English; what `said` is in the templates of that language."""
    return text.en if isinstance(text, Text) else text


def moment(value: Any) -> str:
    """A moment as the office reads it: `2026-03-10 14:32` in Asia/Shanghai."""
    return local_minute(value) if value else ""


def dates(words: str) -> Markup:
    """The words, in which no date breaks over two lines."""
    return Markup(DATE.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 escaped before


def asset(path: str) -> str:
    """The address of a file of ours, which changes when the file does."""
    return _address(path, incoming().request.script_root)


def site_name(product: str) -> str:
    """What the office calls its site; by the name of the product, as the template says it, if it says nothing."""
    name: str = setting("site_name")
    return product if name == PRODUCT else name


def is_here(link: Link) -> bool:
    """Whether the page belongs to the menu item, or to one of those that the item leads to."""
    if belonging(request.blueprint or "") == link.endpoint.rpartition(".")[0]:
        return True
    return link.item.leads_to is not None and any(map(is_here, navigation(link.item.leads_to)))


def shell() -> str:
    """The page around what everybody has, such as one's account: the office's for those who work here."""
    works_here = any(navigation()) or not any(navigation(Area.PORTAL))
    return "base.html" if visitor().user_id is not None and works_here else "portal.html"


@cache
def _address(path: str, _root: str) -> str:
    return url_for("static", filename=path, v=_digest(path))


@cache
def _digest(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]


def _of_request() -> dict[str, Any]:
    locale = locale_name()
    return {
        "locale": locale,
        "html_lang": HTML_LANGUAGES.get(locale, "zh-CN"),
        "large_type": is_large(),
        "other_languages": _others(locale),
        "here": here(),
        # Flask-WTF would give its own, which is ours less the haste
        "csrf_token": csrf_token,
    }


@cache
def _others(locale: str) -> tuple[tuple[str, str], ...]:
    languages: dict[str, dict[str, str]] = platform().settings["LANGUAGES"]
    return tuple((code, about["name"]) for code, about in languages.items() if code != locale)

"""What stands around every page, drawn once for each kind of visitor and place and filled in for each request."""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from time import time
from types import MappingProxyType

from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from app.display import is_large
from app.identity import session_left
from app.language import locale_name
from kernel.web import slot, visitor
from kernel.web.request import context, incoming
from kernel.web.settings import setting

KEPT = 1_000
FRESH = 60
"""Seconds for which a signed token is given again; it is good for an hour."""
DRAWN = "tongban.frames"
TEMPLATE = "macros/frame.html"
NOTHING: Mapping[str, str] = MappingProxyType({})
SECRET = secrets.token_hex(8)
"""Nobody can write a mark into a page: it is this process's own."""


def csrf_token() -> str:
    """The token of this request; Flask-WTF would look up its configuration at every field and sign at every page."""
    kept = context().g
    found: str | None = getattr(kept, "csrf_token", None)
    if found is None:
        own = incoming().session.get("csrf_token")
        found = kept.csrf_token = _signed(own, int(time() // FRESH)) if own else generate_csrf()
    return found


@lru_cache(maxsize=KEPT)
def _signed(_own: str, _moment: int) -> str:
    signed: str = generate_csrf()
    return signed


FILLERS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "token": csrf_token,
        "here": lambda: escape(here()),
        "left": lambda: str(session_left()),
        "initial": lambda: escape(visitor().name[:1]),
        "name": lambda: escape(visitor().name),
        "username": lambda: escape(visitor().username),
        "bell": lambda: slot("shell.bell"),
        "account": lambda: slot("shell.account"),
    }
)
"""What differs from request to request, by the name of its mark."""

GIVEN = ("sealed", "words", "count", "export")
"""What a list fills in."""

MARKS = MappingProxyType({name: Markup(f"[{SECRET}:{name}]") for name in (*FILLERS, *GIVEN)})  # noqa: S704 our own
MARKED = re.compile(rf"\[{SECRET}:([a-z]+)\]")


def here() -> str:
    """Where one comes back to from an act of the frame."""
    request = incoming().request
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def frame(part: str, *told: Hashable, of: str = TEMPLATE, fill: Mapping[str, str] = NOTHING) -> Markup:
    """The macro `part` of the template, drawn with marks once and filled in.

    It is `told` what else it asks for; `fill` has values that differ from request to request, by their marks.
    """
    key = (of, part, told, kind())
    app = context().app
    drawn: dict[object, list[str]] = app.extensions.setdefault(DRAWN, {})
    pieces = drawn.get(key)
    if pieces is None:
        if len(drawn) >= KEPT:
            # the oldest tenth goes: what everybody sees is drawn again at once
            for old in list(drawn)[: KEPT // 10]:
                drawn.pop(old, None)
        macros = app.jinja_env.get_template(of).module
        pieces = drawn[key] = MARKED.split(getattr(macros, part)(MARKS, *told))
    return Markup(_filled(pieces, fill))  # noqa: S704 drawn by a template, filled in escaped


def kind() -> tuple[Hashable, ...]:
    """What kind of visitor asks from which place; the same in all of a request."""
    kept = context().g
    found: tuple[Hashable, ...] | None = getattr(kept, "kind_of_frame", None)
    if found is None:
        who, asked = visitor(), incoming().request
        found = kept.kind_of_frame = (
            who.user_id is None,
            who.permissions,
            who.roles,
            locale_name(),
            is_large(),
            asked.blueprint,
            asked.endpoint if asked.endpoint in ENDPOINTS else "",
            asked.script_root,
            setting("site_name"),
        )
    return found


ENDPOINTS = frozenset({"profile.index", "find.form"})
"""Pages whose frame differs from that of their neighbours."""


def _filled(pieces: list[str], fill: Mapping[str, str]) -> str:
    values: dict[str, str] = {name: escape(value) for name, value in fill.items()}
    found = list(pieces)
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        if name not in values:
            values[name] = FILLERS[name]()
        found[place] = values[name]
    return "".join(found)

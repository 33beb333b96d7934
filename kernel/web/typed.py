"""What was typed on a page is not lost with the session: kept when it cannot be taken, put back after signing in."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from kernel.accounts import kept
from kernel.web.request import EXTENSION, platform, visitor

TOKEN = "csrf_token"  # noqa: S105 the name of the field
FILES = "_files"
"""Stands among what was typed when files came with it, which are not kept."""


def keep_typed(user_id: int) -> str:
    """The page to which what was posted is put back after signing in; empty where the route keeps nothing."""
    keeps: dict[str, str] = current_app.extensions.get(f"{EXTENSION}.keeps", {})
    page = keeps.get(request.endpoint or "")
    if request.method != "POST" or page is None or not request.form.get(TOKEN) or not _is_of_this_site():
        return ""
    page, _, asked = page.partition("?")
    path = url_for(page, **(request.view_args or {}))
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]
    if any(file.filename for file in request.files.values()):
        pairs.append((FILES, "1"))
    here = platform()
    with here.database.transaction() as session:
        is_kept = kept.keep(session, user_id, path, pairs, keys=here.keys, now=here.clock.now())
    return f"{path}?{asked}" if is_kept and asked else path if is_kept else ""


def typed_before(session: Session) -> MultiDict[str, str] | None:
    """What was typed on this page before its session ended, if that was kept."""
    who, here = visitor().user_id, platform()
    if who is None:
        return None
    # as `url_for` says it where it is kept: with the path below which the site stands
    path = f"{request.script_root}{request.path}"
    pairs = kept.kept(session, who, path, keys=here.keys, now=here.clock.now())
    return MultiDict(pairs) if pairs else None


def forget_typed(session: Session, path: str) -> None:
    """Nothing is kept of that page any more: it was taken, or is not wanted."""
    who = visitor().user_id
    if who is not None:
        kept.forget(session, who, path)


def forget_below(session: Session, path: str) -> None:
    """Nothing is kept of any page below that path."""
    who = visitor().user_id
    if who is not None:
        kept.forget_below(session, who, path)


def _is_of_this_site() -> bool:
    """Whether a page of ours sent it, as far as the browser says; cookies come with no other posts anyway."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host

"""The session in its signed cookie: a signature that was found good is not computed anew for every request."""

from copy import deepcopy
from functools import lru_cache
from time import time
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.wrappers import Response
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.sansio.http import parse_cookie

REMEMBERED = 2_000
PLAIN = (str, int, float, bool, type(None))


class CookieSessions(SecureCookieSessionInterface):
    """Flask's sessions; a cookie that a process has seen is looked up, and only its age is looked at again."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The serializer of the application's keys, made once."""
        own, before = app.secret_key, tuple(app.config["SECRET_KEY_FALLBACKS"] or ())
        kept: tuple[Any, URLSafeTimedSerializer | None] | None = getattr(self, "_made", None)
        if kept is None or kept[0] != (own, before):
            kept = self._made = ((own, before), super().get_signing_serializer(app))
        return kept[1]

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session that the cookie holds; an empty one when it is not ours or too old."""
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            return None
        try:
            opened = _opened(serializer, request.environ.get("HTTP_COOKIE", ""), self.get_cookie_name(app))
        except BadSignature:
            opened = None
        if opened is None:
            return self.session_class()
        signed_at, fields, is_plain = opened
        if not 0 <= int(time()) - signed_at <= app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        return self.session_class(fields if is_plain else deepcopy(fields))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """The cookie is sent when it says something new; what depends on a session says so."""
        if session.modified or not session or app.config["SESSION_REFRESH_EACH_REQUEST"]:
            super().save_session(app, session, response)
        elif session.accessed:
            if "Vary" in response.headers:
                response.vary.add("Cookie")
            else:
                response.headers["Vary"] = "Cookie"


@lru_cache(maxsize=REMEMBERED)
def _opened(
    serializer: URLSafeTimedSerializer, cookies: str, name: str
) -> tuple[int, dict[str, Any], bool] | None:
    """When the good cookie was signed, what it holds, and whether nothing of that can be changed in place."""
    cookie = parse_cookie(cookies).get(name)
    if not cookie:
        return None
    fields, signed_at = serializer.loads(cookie, return_timestamp=True)
    return int(signed_at.timestamp()), fields, all(isinstance(one, PLAIN) for one in fields.values())

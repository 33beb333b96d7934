"""The headers of every answer: what the browser may load, frame, guess, tell and keep."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from flask import Flask, Response

from kernel.web import local_path
from kernel.web.request import incoming

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Pair: TypeAlias = tuple[str, str]

POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
PROTECTION: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
    }
)
"""On every answer, of the application and of the server before it; a page may only be stricter in its policy."""

OWN = frozenset({"Content-Security-Policy", "X-Frame-Options"})
"""What an answer may say for itself."""

ALWAYS = tuple(PROTECTION.items())
FIXED = frozenset(name.lower() for name in PROTECTION.keys() - OWN)

LOCATIONS = frozenset({"location", "content-location"})
KEPT_BY_NOBODY = "no-store"
UNSAID = "no-cache"
"""What Flask says of a file that is sent, when nobody says how long it may be kept: browsers keep it then."""
PROPER_ADDRESS = 308
YEAR = "public, max-age=31536000, immutable"


class Answer(Response):
    """An answer of the application: whoever made it, the headers of every answer go out with it."""

    more: tuple[tuple[str, str], ...] = ()

    def get_wsgi_response(self, environ: "WSGIEnvironment") -> tuple[Iterable[bytes], str, list[Pair]]:
        """The body, the status and the headers as they are sent."""
        said = list(self.headers)
        names = {name.lower() for name, _ in said}
        if self.status_code != HTTPStatus.OK or "content-length" not in names or names & LOCATIONS:
            # werkzeug looks at every header of an answer again; a whole page has nothing for it to mend
            said = self.get_wsgi_headers(environ).to_wsgi_list()
        return self.get_app_iter(environ), self.status, protected(said, self.more)


def protected(said: list[Pair], more: tuple[Pair, ...] = ()) -> list[Pair]:
    """The headers that an answer has with those of every answer; only of some may it say something else."""
    names = {name.lower() for name, _ in said}
    if not names.isdisjoint(FIXED):
        said = [pair for pair in said if pair[0].lower() not in FIXED]
        names -= FIXED
    return [*said, *[pair for pair in ALWAYS if pair[0].lower() not in names], *more]


def add_headers(app: Flask) -> None:
    """Every answer of the application says how long it may be kept."""
    more = (("Strict-Transport-Security", "max-age=31536000"),) if app.config["SESSION_COOKIE_SECURE"] else ()

    def added(response: Answer) -> Answer:
        response.more = more
        if response.status_code == PROPER_ADDRESS and response.location:
            response.location = _without_host(response.location)
        if _is_versioned_file() and response.status_code in {200, 304}:
            response.headers["Cache-Control"] = YEAR
        elif _says_nothing(response):
            # pages and downloads show personal data and live in shared browsers
            response.headers["Cache-Control"] = KEPT_BY_NOBODY
        return response

    app.after_request(added)


def _says_nothing(response: Response) -> bool:
    said = response.headers.get("Cache-Control")
    return said is None or (said == UNSAID and not _is_static())


def _is_versioned_file() -> bool:
    return _is_static() and "v" in incoming().request.args


def _is_static() -> bool:
    return (incoming().request.endpoint or "").endswith("static")


def _without_host(address: str) -> str:
    # werkzeug leads from /apps to /apps/ by a whole address, and its host is what the visitor's header says
    return local_path(urlsplit(address)._replace(scheme="", netloc="").geturl()) or "/"

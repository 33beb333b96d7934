"""The headers of every answer: what the browser may load, frame, guess, tell and keep."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from flask import Flask, Response, request

from kernel.web import local_path

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

KEPT_BY_NOBODY = "no-store"
PROPER_ADDRESS = 308
YEAR = "public, max-age=31536000, immutable"


def add_headers(app: Flask) -> None:
    """Every answer of the application carries them."""
    secure = bool(app.config["SESSION_COOKIE_SECURE"])

    def added(response: Response) -> Response:
        for name, value in PROTECTION.items():
            # files that people handed in have a policy of their own, by which a page of ours may frame them
            if name not in OWN or name not in response.headers:
                response.headers[name] = value
        if response.status_code == PROPER_ADDRESS and response.location:
            response.location = _without_host(response.location)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if _is_versioned_file() and response.status_code in {200, 304}:
            response.headers["Cache-Control"] = YEAR
        else:
            # pages show personal data and live in shared browsers
            response.headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
        return response

    app.after_request(added)


def _is_versioned_file() -> bool:
    return (request.endpoint or "").endswith("static") and "v" in request.args


def _without_host(address: str) -> str:
    # werkzeug leads from /apps to /apps/ by a whole address, and its host is what the visitor's header says
    return local_path(urlsplit(address)._replace(scheme="", netloc="").geturl()) or "/"

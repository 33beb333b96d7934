"""The headers of every answer: what the browser may load, frame, guess, tell and keep."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from kernel.web import local_path

POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
PROPER_ADDRESS = 308
YEAR = "public, max-age=31536000, immutable"


def add_headers(app: Flask) -> None:
    """Every answer of the application carries them."""
    secure = bool(app.config["SESSION_COOKIE_SECURE"])

    def added(response: Response) -> Response:
        # a page may be stricter: files that people handed in are sandboxed
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), microphone=(), payment=(), usb=()"
        if response.status_code == PROPER_ADDRESS and response.location:
            response.location = _without_host(response.location)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if _is_versioned_file() and response.status_code in {200, 304}:
            response.headers["Cache-Control"] = YEAR
        else:
            # pages show personal data and live in shared browsers
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(added)


def _is_versioned_file() -> bool:
    return (request.endpoint or "").endswith("static") and "v" in request.args


def _without_host(address: str) -> str:
    # werkzeug leads from /apps to /apps/ by a whole address, and its host is what the visitor's header says
    return local_path(urlsplit(address)._replace(scheme="", netloc="").geturl()) or "/"

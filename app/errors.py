"""The one place where refusals become HTTP: a page in our design, or JSON for those who ask for it."""

import logging
import secrets
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from app.error_texts import HTTP_ERRORS, INTERNAL, STALE_FORM, ErrorText
from kernel.errors import TongbanError, TooMany
from kernel.text import Text
from kernel.web import NotSignedIn, local_path, visitor
from kernel.web.typed import keep_typed

FAILURE = HTTPStatus.INTERNAL_SERVER_ERROR
LONGEST_PLACE = 200
"""Characters of what a refusal is about: it may be what somebody sent, and nobody reads a megabyte of a log."""
log = logging.getLogger("tongban.errors")


def register_errors(app: Flask) -> None:
    """Every refusal and failure of a request is answered here."""
    app.register_error_handler(TongbanError, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def new_reference() -> str:
    """A number that a user can read out and that finds the line in the log."""
    number = secrets.token_hex(4).upper()
    return f"E-{number[:4]}-{number[4:]}"


def wants_json() -> bool:
    """Whether the caller speaks JSON rather than pages."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "application/json" or request.is_json


def _refused(error: TongbanError) -> ResponseReturnValue:
    if isinstance(error, NotSignedIn) and not wants_json():
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(url_for("sign_in.form", next=local_path(back) or None))
    text = HTTP_ERRORS.get(error.status, INTERNAL)
    response = _answer(
        ErrorText(error.code, text.icon, text.title, error.what, error.remedy),
        error.status,
        place=error.place,
        problems=error.problems,
    )
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = error.seconds
    return response


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    ended = g.get("ended")
    if wants_json():
        return _answer(STALE_FORM if ended is None else HTTP_ERRORS[401], 400 if ended is None else 401)
    who = visitor().user_id if ended is None else ended
    back = keep_typed(who) if who is not None else ""
    if not back:
        return _answer(STALE_FORM, 400)
    if ended is None:
        # signed in again meanwhile: the page holds the token of the session before
        return redirect(back)
    flash(_("您刚才填的内容已经留下，登录后会放回原来的页面。"), "ok")
    return redirect(url_for("sign_in.form", next=back))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    only_posts = isinstance(request.routing_exception, MethodNotAllowed) and request.method == "GET"
    if only_posts and not wants_json():
        # an address that only takes what a form sends, opened again from the history or after signing in
        flash(_("这个地址只接收表单提交，已为您打开它所在的页面；刚才没有提交任何内容。"), "warn")
        return redirect(_page_above(), HTTPStatus.SEE_OTHER)
    text = HTTP_ERRORS.get(error.code)
    if text is None:
        text = INTERNAL if error.code >= FAILURE else HTTP_ERRORS[400]
    response = _answer(text, error.code)
    for name, value in error.get_headers(request.environ):
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response


def _page_above() -> str:
    """The nearest address above this one that can be opened."""
    routes, path = current_app.create_url_adapter(request), request.path
    while routes is not None and (path := path.rstrip("/").rpartition("/")[0]):
        with suppress(NotFound, MethodNotAllowed):
            # one that only lacks its stroke at the end is there as well
            with suppress(RequestRedirect):
                routes.match(path, method="GET")
            return path
    return "/"


def _failed(error: Exception) -> ResponseReturnValue:
    if isinstance(error, OperationalError | InterfaceError):
        return _answer(HTTP_ERRORS[503], 503, failure=error)
    return _answer(INTERNAL, 500, failure=error)


def _answer(
    text: ErrorText,
    status: int,
    *,
    place: str = "",
    problems: tuple[TongbanError, ...] = (),
    failure: Exception | None = None,
) -> Response:
    reference, place = new_reference(), place[:LONGEST_PLACE]
    _log(reference, text, status, failure=failure, place=place)
    if wants_json():
        response = jsonify(_as_json(text, reference, place, problems))
    else:
        response = make_response(_page(text, status, reference, place, problems))
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _log(reference: str, text: ErrorText, status: int, *, failure: Exception | None, place: str) -> None:
    # path and place are quoted: a line break in what somebody sent must not forge a line of the log
    line = "%s %s %s %s %r %r"
    seen = (reference, status, text.code, request.method, request.path, place)
    if status >= FAILURE:
        log.error(line, *seen, exc_info=failure)
    else:
        log.warning(line, *seen)


def _page(
    text: ErrorText, status: int, reference: str, place: str, problems: tuple[TongbanError, ...]
) -> str:
    # after a failure nothing may be asked of the database again
    template = "errors/plain.html" if status >= FAILURE or "visitor" not in g else "errors/error.html"
    try:
        return render_template(
            template,
            error=text,
            status=status,
            reference=reference,
            place=place,
            problems=problems,
            again=_again(status),
            back=_back(),
        )
    except Exception:
        # the last line: a broken template must not hide the number under which the failure is logged
        log.exception("%s the error page itself failed", reference)
        said = f"{text.title.zh} {text.title.en} {reference}"
        return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{said}</title><p>{said}</p>'


def _again(status: int) -> str:
    """The same page once more, where waiting may help; what was posted is not sent twice."""
    passing = status >= FAILURE or status == HTTPStatus.TOO_MANY_REQUESTS
    return local_path(request.full_path.rstrip("?")) if passing and request.method == "GET" else ""


def _back() -> str:
    """The page of ours from which the visitor came; a form often sends to the address of its own page."""
    try:
        came = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    elsewhere = came.path != request.path or request.method != "GET"
    here = came.netloc == request.host and elsewhere
    return local_path(came._replace(scheme="", netloc="").geturl()) if here else ""


def _as_json(
    text: ErrorText, reference: str, place: str, problems: tuple[TongbanError, ...]
) -> dict[str, Any]:
    return {
        "code": text.code,
        "message": _both(text.what),
        "remedy": _both(text.remedy),
        "place": place,
        "reference": reference,
        "problems": [
            {
                "code": problem.code,
                "message": _both(problem.what),
                "remedy": _both(problem.remedy),
                "place": problem.place,
            }
            for problem in problems
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}

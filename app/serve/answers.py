"""What the server itself answers to a request that reaches no application: with our headers, saying no more than it must."""

from http import HTTPStatus

from gunicorn.http.errors import (
    ExpectationFailed,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)

from app.error_texts import HTTP_ERRORS, INTERNAL
from app.headers import KEPT_BY_NOBODY, PROTECTION

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (ExpectationFailed, HTTPStatus.EXPECTATION_FAILED),
    (UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED),
    (ParseException, HTTPStatus.BAD_REQUEST),
)


def status_of(error: BaseException) -> HTTPStatus:
    """How the error is answered: what no client is to blame for is a failure."""
    found = (status for kind, status in STATUSES if isinstance(error, kind))
    return next(found, HTTPStatus.INTERNAL_SERVER_ERROR)


def refusal(status: HTTPStatus) -> bytes:
    """A whole answer, in both languages, after which the connection ends."""
    fallback = INTERNAL if status is HTTPStatus.INTERNAL_SERVER_ERROR else HTTP_ERRORS[400]
    said = HTTP_ERRORS.get(status, fallback)
    lines = "".join(
        f'<p lang="{lang}">{title}: {what} {remedy}</p>'
        for lang, title, what, remedy in (
            ("zh-CN", said.title.zh, said.what.zh, said.remedy.zh),
            ("en", said.title.en, said.what.en, said.remedy.en),
        )
    )
    title = f"{said.title.zh} {said.title.en}"
    page = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>{lines}'.encode()
    headers = {
        **PROTECTION,
        "Cache-Control": KEPT_BY_NOBODY,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(page)),
        "Connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode("ascii") + page

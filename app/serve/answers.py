"""What the server itself answers to a request that reaches no application: with our headers, saying no more than it must."""

import time
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.http.errors import (
    ExpectationFailed,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.workers.gthread import ThreadWorker

from app.error_texts import HTTP_ERRORS, INTERNAL
from app.headers import KEPT_BY_NOBODY, PROTECTION
from app.serve.crew import PATIENCE, Crew

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (ExpectationFailed, HTTPStatus.EXPECTATION_FAILED),
    (UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED),
    (ParseException, HTTPStatus.BAD_REQUEST),
)

FIRST_WORDS = 5.0
"""Seconds within which the first bytes arrive on a connection."""


class Worker(ThreadWorker):
    """Gunicorn's worker with threads, except that these take turns, and that its own refusals look like ours."""

    tpool: Crew

    def get_thread_pool(self) -> Crew:
        """The threads that handle what arrives."""
        return Crew(self.cfg.threads)

    def enqueue_req(self, conn: Any) -> None:
        """Whoever has only opened a connection, as browsers do in advance, takes up no thread before they say something."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.timeout = time.monotonic() + FIRST_WORDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Nothing that arrived waits longer than it must for whoever is held up."""
        super().wait_for_and_dispatch_events(PATIENCE if self.tpool.behind else timeout)
        if self.tpool.behind:
            self.tpool.relieve()

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:  # noqa: ARG002 gunicorn's signature
        """The client has an answer; what it sent is neither repeated to it nor written into a line of the log."""
        status = status_of(exc)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("no answer could be made", exc_info=exc)
        else:
            self.log.warning("refused a request of %s: %s", (addr or ("",))[0], type(exc).__name__)
        with suppress(OSError):
            util.write_nonblock(client, refusal(status))


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

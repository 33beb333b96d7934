"""A request that no application ever sees is answered with the same protection, and repeats nothing."""

import logging
import socket

import pytest
from gunicorn.http.errors import InvalidHeader, InvalidRequestLine, LimitRequestHeaders, LimitRequestLine

from app.headers import PROTECTION
from app.serve.answers import refusal, status_of
from app.serve.worker import Worker

SENT = "<script>alert(1)</script>"


def answered(error: BaseException) -> tuple[str, dict[str, str], str]:
    """What a client reads after such an error: status line, headers, page."""
    ours, theirs = socket.socketpair()
    worker = Worker.__new__(Worker)
    worker.log = logging.getLogger("test")
    with ours, theirs:
        worker.handle_error(None, ours, ("198.51.100.1", 1), error)
        ours.close()
        head, _, page = b"".join(iter(lambda: theirs.recv(65536), b"")).partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    return first, dict(line.split(": ", 1) for line in lines), page.decode()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (LimitRequestLine(9_999, 4_094), "414 Request-URI Too Long", "地址太长"),
        (LimitRequestHeaders(SENT), "431 Request Header Fields Too Large", "请求头太大"),
        (InvalidRequestLine(SENT), "400 Bad Request", "请求无法处理"),
        (InvalidHeader(SENT), "400 Bad Request", "请求无法处理"),
        (RuntimeError(SENT), "500 Internal Server Error", "系统出错了"),
    ],
)
def test_refusal_of_the_server_is_protected_and_says_what_to_do(
    error: Exception, status: str, words: str
) -> None:
    line, headers, page = answered(error)
    assert line == f"HTTP/1.1 {status}"
    assert headers.items() >= PROTECTION.items()
    assert headers["Cache-Control"] == "no-store"
    assert headers["Connection"] == "close"
    assert int(headers["Content-Length"]) == len(page.encode())
    assert words in page
    assert SENT not in page


def test_log_says_who_was_refused_and_not_what_they_sent(caplog: pytest.LogCaptureFixture) -> None:
    answered(InvalidHeader("x: a\nforged line"))
    assert caplog.messages == ["refused a request of 198.51.100.1: InvalidHeader"]


def test_a_client_that_has_gone_does_not_matter() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    worker = Worker.__new__(Worker)
    worker.log = logging.getLogger("test")
    with ours:
        worker.handle_error(None, ours, None, LimitRequestLine(9_999, 4_094))
    assert refusal(status_of(LimitRequestLine(9_999, 4_094))).startswith(b"HTTP/1.1 414 ")

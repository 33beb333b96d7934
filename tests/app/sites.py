"""Small applications for the supervisor's tests: what they answer is decided by a file."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


WARMED: list[int] = []
"""The process in which `warm` was called."""


def warm() -> None:
    """What is done once before the workers part; `exit` ends it, which is no reason to end the servers."""
    WARMED.append(os.getpid())
    if Path(os.environ["SITE_FILE"]).read_text().strip() == "exit":
        raise SystemExit(3)


def _held() -> None:
    """Until there is a file `go` beside the one that says the words."""
    until = time.monotonic() + 60
    go = Path(os.environ["SITE_FILE"]).with_name("go")
    while not go.exists() and time.monotonic() < until:
        time.sleep(0.02)


def told() -> Application:
    """Answers with what the file said when the worker started; `raise`, `exit` and `hang` break the start."""
    words = Path(os.environ["SITE_FILE"]).read_text().strip()
    if words == "raise":
        raise LookupError("this site does not start")
    if words == "exit":
        raise SystemExit(0)
    if words == "hang":
        time.sleep(600)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            _held()
        start_response("200 OK", [("Content-Type", "text/plain")])
        if environ["REQUEST_METHOD"] == "POST":
            return [hashlib.sha256(environ["wsgi.input"].read()).hexdigest().encode()]
        if environ["PATH_INFO"] == "/warmed":
            return [f"{WARMED} {os.getpid()}".encode()]
        return [f"{words} {os.getpid()}".encode()]

    return application

"""A clerk's list of a register and its REST list, beside the same rows on a page written by hand."""

from collections.abc import Callable
from time import process_time

from flask import Flask
from werkzeug.test import EnvironBuilder

from app.factory import SHELL
from tests.bench import grounds
from tests.bench.by_hand import bare
from tests.bench.frame import Figure, Seconds, measure
from tests.kernel.web.registers import office

LIST, API = "/admin/days/list/", "/api/v1/days/"
PAGE_GOAL, API_GOAL = 2.0, 3.0
REPEATS = 20


def figure() -> list[Figure]:
    """The processor's time of a request, fifty rows of a hundred and twenty on SQLite."""
    grounds.backends()
    shell: dict[str, tuple[str, ...]] = SHELL  # type: ignore[assignment]
    usual = shell["app"]
    shell["app"] = (*usual, "tests.bench.by_hand")
    try:
        with grounds.folder() as folder, office.shelf("sqlite", folder) as here:
            # as a browser has it that has seen a page: with the token of its forms
            here.client("reader").get(LIST)
            cookies = here.client("reader")._cookies or {}
            cookie = "; ".join(f"{one.key}={one.value}" for one in cookies.values())
            plain = bare(here.platform.database.engine)
            return measured(here.app, plain, cookie)
    finally:
        shell["app"] = usual


def measured(ours: Flask, plain: Flask, cookie: str) -> list[Figure]:
    """The list beside both pages by hand; the REST list beside bare JSON."""
    listed = asked(ours, LIST, cookie)
    return [
        measure(
            "register: list beside a page by hand in the same shell",
            floor=asked(ours, "/by-hand", cookie),
            ours=listed,
            goal=PAGE_GOAL,
            repeats=REPEATS,
        ),
        measure(
            "register: list beside a bare page by hand, no shell and nobody signed in",
            floor=asked(plain, "/by-hand"),
            ours=listed,
            goal=PAGE_GOAL,
            repeats=REPEATS,
        ),
        measure(
            "register: REST list beside bare JSON by hand",
            floor=asked(plain, "/json"),
            ours=asked(ours, API, cookie),
            goal=API_GOAL,
            repeats=REPEATS,
        ),
    ]


def asked(app: Flask, path: str, cookie: str = "") -> Callable[[], Seconds]:
    """One request without a server; the seconds of the processor that it takes."""
    environ = {**EnvironBuilder(path=path).get_environ(), "HTTP_COOKIE": cookie}

    def request() -> Seconds:
        answered: list[str] = []
        start = process_time()
        body = b"".join(app.wsgi_app(dict(environ), lambda status, *_: answered.append(status)))  # type: ignore[arg-type]
        spent = process_time() - start
        if not answered[0].startswith("200") or not body:
            raise AssertionError(f"{path}: {answered}")
        return Seconds(spent)

    request()
    return request

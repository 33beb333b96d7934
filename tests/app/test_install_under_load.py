"""Plugins come and go while people work: no request fails, none waits long."""

import http.client
import http.cookiejar
import itertools
import json
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import pytest

from app import demo
from app.serve import renewal
from app.serve.renewal import RenewalState
from kernel.db import Database
from tests.app.offices import TOKEN
from tests.app.packs import make_pack
from tests.app.processes import Place, until
from tests.plugins.variants import copied

LONGEST = 10.0
LEAST = 200
PAUSE = 0.1
PAGES = ("/", "/apps/", "/studio/", "/apps/forms", "/admin/accounts/list/", "/profile")
OPEN_TO_ALL = ("/healthz", "/login")


@dataclass
class Browser:
    """Somebody with cookies, on a connection of its own for each request."""

    port: int
    opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str) -> str:
        """The page; anything but 200 after redirects is an error."""
        return self._answer(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))[1]

    def post(self, path: str, page: str, **fields: str) -> str:
        """Where the form leads, sent with the token of the page."""
        found = TOKEN.search(self.get(page))
        assert found, page
        data = urllib.parse.urlencode(fields | {"csrf_token": found[1]}).encode()
        return self._answer(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data))[0]

    def sign_in(self, username: str = "admin") -> None:
        """A session of its own."""
        self.post("/login", "/login", username=username, password=demo.PASSWORD)

    def _answer(self, request: urllib.request.Request) -> tuple[str, str]:
        with self.opener.open(request, timeout=60) as answer:
            return urllib.parse.urlsplit(answer.geturl()).path, answer.read().decode()


@dataclass
class Load:
    """What the visitors met."""

    over: threading.Event = field(default_factory=threading.Event)
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def watched(self, what: str, act: Callable[[], object]) -> None:
        """The act is done and timed; its failure is kept."""
        begun = time.monotonic()
        try:
            act()
        except (OSError, http.client.HTTPException, AssertionError) as error:
            self.failures.append(f"{what}: {error!r}")
        self.seconds.append(time.monotonic() - begun)


@contextmanager
def visitors(port: int, admin: Browser) -> Iterator[Load]:
    """Six until the end of the block: four windows of the administrator, one nobody, one who comes and goes."""
    load = Load()

    def reader(paths: tuple[str, ...], browser: Browser) -> None:
        for path in itertools.cycle(paths):
            if load.over.wait(PAUSE):
                return
            load.watched(path, lambda path=path: browser.get(path))  # type: ignore[misc]

    def comer() -> None:
        while not load.over.wait(PAUSE):
            browser = Browser(port)
            load.watched("signs in", lambda: browser.sign_in("clerk"))  # noqa: B023 called at once
            load.watched("signs out", lambda: browser.post("/logout", "/"))  # noqa: B023 called at once

    acts = [lambda at=at: reader(PAGES[at:] + PAGES[:at], admin) for at in range(4)]
    threads = [
        threading.Thread(target=act) for act in (*acts, lambda: reader(OPEN_TO_ALL, Browser(port)), comer)
    ]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.over.set()
        for thread in threads:
            thread.join()


def carry_out(browser: Browser, name: str, act: str) -> None:
    """The act planned, carried out and ended, as an administrator does it in the browser."""
    plan = f"/apps/{name}/plan/{act}"
    digest = json.loads(browser.get(f"{plan}.json"))["digest"]
    course = browser.post(f"/apps/{name}/carry-out/{act}", plan, digest=digest)
    assert until(lambda: "进行中" not in browser.get(course))
    assert "已完成" in browser.get(course)


def renewed(place: Place, version: int) -> bool:
    """Whether servers with this code version or a later one have taken over."""
    last = renewal.last(place.folder / "data")
    return last is not None and last.state == RenewalState.DONE and (last.code_version or 0) >= version


def code_version(place: Place) -> int:
    """The code that the database asks for."""
    from sqlalchemy import text

    with closing(Database(place.database_url)) as database, database.engine.connect() as connection:
        return int(connection.scalar(text("SELECT code_version FROM platform_state")) or 0)


@pytest.mark.slow
@pytest.mark.load
def test_plugins_come_and_go_and_nobody_is_turned_away(place: Place) -> None:
    make_pack(copied(place.addons), "tryout")
    place.more = {"DEMO": "1"}
    with place.started("run") as server:
        port = server.ready().port
        admin = Browser(port)
        admin.sign_in()
        with visitors(port, admin) as load:
            time.sleep(2)
            for name, act in (
                ("tryout", "install"),
                ("beta", "install"),
                ("alpha", "uninstall"),
                ("tryout", "uninstall"),
            ):
                carry_out(admin, name, act)
                wanted = code_version(place)
                assert until(lambda: renewed(place, wanted))  # noqa: B023 called at once
            time.sleep(2)
    assert load.failures == []
    assert len(load.seconds) > LEAST
    assert max(load.seconds) < LONGEST

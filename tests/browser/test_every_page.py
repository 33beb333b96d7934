"""Every page that links lead to, as everybody who comes: axe finds nothing, it fits, and no script fails.

Everybody sees all of their pages at a desk in Chinese (who may do everything those of nobody else), and applicants
on a phone in English as well; of the staff each kind of page is seen there once, by the first who comes to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.addons.spine import Spine, spine
from tests.browser.conftest import Check
from tests.browser.live import served
from tests.browser.visiting import choose_english, overflow
from tests.stories.renewal import Renewal
from tests.stories.walking import Kind, kind_of, walked

pytestmark = pytest.mark.browser
STARTS = ("/", "/services", "/find", "/notices", "/profile")
VISITORS = {"": ("/login", "/services", "/verify"), "zhang": STARTS, "li": STARTS, "hengji": STARTS}
STAFF = ("clerk", "window", "province", "sysadmin", "secadmin", "auditor", "admin")
EVERYTHING = "admin"
"""Who may do all that the others may is shown what nobody of them came to."""
VISITORS |= dict.fromkeys(STAFF, STARTS)
DEFECTS: dict[str, Any] = {"at:phone": "号码是空号，请换一个能打通的。", "at:office": "请选离企业近的窗口。"}


@dataclass(frozen=True)
class Town:
    """The site while it is served."""

    office: Spine
    address: str
    reached: dict[str, dict[Kind, str]] = field(default_factory=dict)

    def kinds_of(self, username: str) -> dict[Kind, str]:
        """What links lead this visitor to, with one address of each kind; walked once."""
        if username not in self.reached:
            app = self.office.app
            steps = walked(app, self.office.client(username), *VISITORS[username])
            self.reached[username] = {kind: at for at, _ in steps if (kind := kind_of(app, at))}
        return self.reached[username]

    def pages_for(self, way: "Way") -> list[str]:
        """The addresses that are looked at this way."""
        known: set[Kind] = set()
        if way.username == EVERYTHING or (way.english and way.username in STAFF):
            known = {kind for one in STAFF[: STAFF.index(way.username)] for kind in self.kinds_of(one)}
        return [at for kind, at in self.kinds_of(way.username).items() if kind not in known]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Li's application was returned by the enterprise, Zhang's waits at the window, and both were told."""
    with spine("sqlite", tmp_path_factory.mktemp("town")) as office:
        li = Renewal(office, person="li")
        li.hand_in(appointment="08")
        task = li.visitor("hengji").open("/enterprise").follow("核对并提交").follow("有不符，退回本人")
        task.press("退回本人", **DEFECTS)
        Renewal(office).filed()
        office.work()
        with served(office.app) as address:
            yield Town(office, address)


@dataclass(frozen=True)
class Way:
    """Who comes, on which screen, in which language."""

    username: str
    screen: str
    english: bool

    def __str__(self) -> str:
        return f"{self.username or 'anybody'}-{self.screen}-{'english' if self.english else 'chinese'}"


HOW = (("page", False), ("phone", True))
EVERY = [Way(username, *how) for username, how in product(VISITORS, HOW)]
FAST = {Way("", "phone", True)}
"""Enough for the gate; everything else waits for the long run."""


@pytest.mark.parametrize(
    "way",
    [pytest.param(way, marks=pytest.mark.fast if way in FAST else pytest.mark.slow) for way in EVERY],
    ids=str,
)
def test_every_page_is_accessible_and_fits(
    town: Town, request: pytest.FixtureRequest, violations: Check, way: Way
) -> None:
    page: Page = request.getfixturevalue(way.screen)
    enter(page, town, way.username)
    if way.english:
        page.goto(f"{town.address}/services")
        choose_english(page)
    wrong = {}
    for address in town.pages_for(way):
        page.goto(f"{town.address}{address}")
        found = [*violations(page), *([f"{wide} px too wide"] if (wide := overflow(page)) > 0 else [])]
        if found:
            wrong[address] = found
    assert not wrong, "\n".join(f"{address}: {found}" for address, found in wrong.items())


def enter(page: Page, town: Town, username: str) -> None:
    """The browser is signed in as the account, with the session that it has already; nobody's is left alone."""
    if not username:
        return
    client = town.office.client(username)
    name = town.office.app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": town.address}])

"""The form designer in one browser: what somebody does in it, for tests."""

from collections.abc import Callable, Iterator
from itertools import count
from time import sleep
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.app.offices import entered
from tests.app.plugin_office import plugin_office
from tests.browser.conftest import WIDE
from tests.browser.live import served

NUMBERS = count(1)
FORMS = "/studio/forms/"
STEPS = 12
PATIENCE = 30_000
"""Each act is an answer of the server, and they come one after the other."""


class Board:
    """The designer as one person has it open."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    @property
    def fields(self) -> Locator:
        """The questions on the canvas."""
        return self.page.locator(".fd-f")

    @property
    def names(self) -> list[str]:
        """Their names in their order."""
        names: list[str] = self.fields.evaluate_all("all => all.map(one => one.dataset.name)")
        return names

    @property
    def sheet(self) -> Locator:
        """The property sheet."""
        return self.page.locator("#sheet")

    def open(self, name: str, query: str = "") -> None:
        """The form on the board."""
        self.page.goto(f"{self.address}{FORMS}{name}{query}")

    def begin(self, title: str = "新表单", identity: str = "") -> str:
        """A new form on the board; its name."""
        identity = identity or f"drawn_{next(NUMBERS)}"
        self.page.goto(f"{self.address}{FORMS}")
        self.page.locator("[name='title.zh']").fill(title)
        self.page.locator("[name=id]").fill(identity)
        self.press("新建")
        self.page.wait_for_url(f"**{FORMS}studio.{identity}*")
        return f"studio.{identity}"

    def press(self, words: str) -> None:
        """The first button with these words."""
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def add(self, type_name: str) -> str:
        """A type clicked in the palette; the name of the new field, whose sheet is open."""
        before = self.names
        self.page.locator(f"#palette button[value={type_name}]").click()
        expect(self.fields).to_have_count(len(before) + 1, timeout=PATIENCE)
        (name,) = set(self.names) - set(before)
        expect(self.sheet).to_have_attribute("data-of", name, timeout=PATIENCE)
        return name

    def choose(self, name: str) -> None:
        """A node clicked on the canvas; its sheet is open."""
        self.page.locator(f"#canvas [data-at='{name}']").click()
        expect(self.sheet).to_have_attribute("data-of", name)

    def tab(self, words: str) -> None:
        """A page of the sheet."""
        self.sheet.get_by_role("link", name=words, exact=True).click()

    def entry(self, key: str) -> Locator:
        """An input of the sheet."""
        return self.sheet.locator(f"[name='p.{key}']")

    def fill(self, key: str, value: str) -> None:
        """Something typed on the sheet and left."""
        self.entry(key).fill(value)
        self.entry(key).dispatch_event("change")

    def saved(self) -> None:
        """Everything that was done is on the server."""
        expect(self.page.locator("[data-designer]")).not_to_have_attribute("data-busy", "1", timeout=PATIENCE)

    @property
    def rows(self) -> list[list[str]]:
        """The fields as they stand beside each other, row by row."""
        found: dict[int, list[str]] = {}
        for name in self.names:
            box = self.page.locator(f"#node-{name}").bounding_box()
            assert box, name
            found.setdefault(round(box["y"]), []).append(name)
        return [found[top] for top in sorted(found)]

    def drag(self, what: str, onto: str) -> None:
        """What a hand with a mouse does: the first onto the upper half of the second."""
        self._drag(what, onto, lambda end: (end["x"] + 200, end["y"] + 4))

    def drag_within(self, what: str, onto: str) -> None:
        """The same to the middle of the second, where it stands in one of several columns."""
        self._drag(what, onto, lambda end: (end["x"] + end["width"] / 2, end["y"] + end["height"] / 2))

    def _drag(self, what: str, onto: str, goal: Callable[[Any], tuple[float, float]]) -> None:
        start = self.page.locator(what).bounding_box()
        end = self.page.locator(onto).bounding_box()
        assert start, what
        assert end, onto
        x, y = start["x"] + start["width"] / 2, start["y"] + min(14, start["height"] / 2)
        mouse, (to_x, to_y) = self.page.mouse, goal(end)
        mouse.move(x, y)
        mouse.down()
        for step in range(1, STEPS + 1):
            mouse.move(x + (to_x - x) * step / STEPS, y + (to_y - y) * step / STEPS)
        expect(self.page.locator("#canvas .sortable-ghost")).to_have_count(1)
        # Sortable looks every 50 ms over what it is held
        self.page.wait_for_timeout(200)
        mouse.up()


def board_of(app: Flask, address: str, browser: Browser, who: str, **options: object) -> Board:
    """The designer in a browser of its own, for somebody who has signed in."""
    context = browser.new_context(**{"viewport": WIDE, "locale": "zh-CN", **options})  # type: ignore[arg-type]
    signed_in = (entered(app, who)._cookies or {}).values()
    context.add_cookies([{"name": one.key, "value": one.value, "url": address} for one in signed_in])
    return Board(context.new_page(), address)


Sit = Callable[..., Board]
"""Seats somebody at the designer."""


def office_with_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """An office with the sample pack, served for all tests of a module."""
    with plugin_office(tmp_path_factory.mktemp("designer")) as app, served(app) as address:
        yield app, address


def seats(browser: Browser, office: tuple[Flask, str]) -> Iterator[Sit]:
    """Somebody at the designer, in a browser of their own; its scripts may not fail unseen."""
    boards: list[Board] = []
    failures: list[str] = []

    def seated(who: str = "admin", **options: object) -> Board:
        boards.append(board_of(office[0], office[1], browser, who, **options))
        boards[-1].page.on("pageerror", lambda error: failures.append(str(error)))
        return boards[-1]

    yield seated
    for board in boards:
        board.page.context.close()
    assert failures == []


def cut(route: Route) -> None:
    """No answer comes."""
    route.abort()


def slow(route: Route) -> None:
    """The answer takes its time."""
    sleep(0.4)
    route.continue_()

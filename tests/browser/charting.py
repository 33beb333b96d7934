"""The chain designer in one browser: what somebody does in it, for tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.drawing import PATIENCE, STEPS, Board, board_of

NUMBERS = count(1)
CHAINS = "/studio/chains/"


class Chart(Board):
    """The chain designer as one person has it open."""

    @property
    def steps(self) -> Locator:
        """The steps and groups on the canvas."""
        return self.page.locator("#canvas .ch-i")

    @property
    def names(self) -> list[str]:
        """Their names in the order of the drawing."""
        names: list[str] = self.steps.evaluate_all("all => all.map(one => one.dataset.name)")
        return names

    def open(self, name: str, query: str = "") -> None:
        """The chain on the board."""
        self.page.goto(f"{self.address}{CHAINS}{name}{query}")

    def begin(self, title: str = "新审批链", identity: str = "") -> str:
        """A new chain on the board; its name."""
        identity = identity or f"charted_{next(NUMBERS)}"
        self.page.goto(f"{self.address}{CHAINS}")
        self.page.locator("[name='title.zh']").fill(title)
        self.page.locator("[name=id]").fill(identity)
        self.press("新建")
        self.page.wait_for_url(f"**{CHAINS}studio.{identity}*")
        return f"studio.{identity}"

    def insert(self, kind: str, into: str = ".", before: str = "") -> str:
        """A kind of step picked at a plus; the name of what is new, whose sheet is open."""
        was = self.names
        self.page.locator(f"#canvas [data-plus='{into}'][data-before='{before}']").last.click()
        self.page.locator(f"[data-pop] button[value={kind}]").click()
        return self._fresh(was)

    def add(self, type_name: str) -> str:
        """A kind of step clicked in the palette; the name of what is new."""
        was = self.names
        self.page.locator(f"#palette button[value={type_name}]").click()
        return self._fresh(was)

    def _fresh(self, was: list[str]) -> str:
        expect(self.steps).to_have_count(len(was) + 1, timeout=PATIENCE)
        (name,) = set(self.names) - set(was)
        expect(self.sheet).to_have_attribute("data-of", name, timeout=PATIENCE)
        return name

    def rename(self, new: str) -> None:
        """Another name for what is chosen."""
        self.fill("name", new)
        expect(self.sheet).to_have_attribute("data-of", new, timeout=PATIENCE)
        self.saved()

    def tool(self, words: str) -> None:
        """One of the acts on what is chosen."""
        self.page.locator("#canvas .fd-acts").get_by_role("button", name=words, exact=True).click()
        self.saved()

    def drag_onto(self, what: str, onto: str) -> None:
        """What a hand with a mouse does: the first onto the upper part of the second."""
        start = self.page.locator(what).bounding_box()
        end = self.page.locator(onto).bounding_box()
        assert start, what
        assert end, onto
        x, y = start["x"] + start["width"] / 2, start["y"] + min(20, start["height"] / 2)
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        for step in range(1, STEPS + 1):
            mouse.move(
                x + (end["x"] + end["width"] / 2 - x) * step / STEPS, y + (end["y"] + 6 - y) * step / STEPS
            )
        expect(self.page.locator("#canvas .sortable-ghost")).to_have_count(1)
        # Sortable looks every 50 ms over what it is held
        self.page.wait_for_timeout(200)
        mouse.up()
        self.saved()


def chart_of(app: Flask, address: str, browser: Browser, who: str, **options: object) -> Chart:
    """The chain designer in a browser of its own, for somebody who has signed in."""
    return on(board_of(app, address, browser, who, **options).page, address)


def on(page: Page, address: str) -> Chart:
    """The chain designer on this page."""
    return Chart(page, address)


Sit = Callable[..., Chart]


@contextmanager
def seats(browser: Browser, office: tuple[Flask, str]) -> Iterator[Sit]:
    """Seats people at the designer, each in a browser of their own; its scripts may not fail unseen."""
    charts: list[Chart] = []
    failures: list[str] = []

    def seated(who: str = "admin", **options: object) -> Chart:
        charts.append(chart_of(office[0], office[1], browser, who, **options))
        charts[-1].page.on("pageerror", lambda error: failures.append(str(error)))
        return charts[-1]

    yield seated
    for chart in charts:
        chart.page.context.close()
    assert failures == []

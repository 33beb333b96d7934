"""A served site of its own with plugins in its folder, and what a visitor of its plugin pages does."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from sqlalchemy.engine import make_url

from app import demo
from app.installation import Installation
from app.serve.prepare import prepare
from kernel.db import Database
from kernel.keys import ensure_keys
from kernel.site import Site
from tests import databases
from tests.app.installations import BUILT_IN
from tests.app.processes import PATIENCE, Place, Running
from tests.browser.visiting import choose_english
from tests.plugins.variants import copied

BARE, FURNISHED = "plugins_bare", "plugins_furnished"
SECONDS = PATIENCE * 1000
OPEN_CASES = """
    INSERT INTO alpha_case (number, definition, open, unit_id)
    SELECT 'OPEN-' || id, 'alpha.approval', 1, id FROM alpha_unit WHERE name IN ('长春示例局', '吉林示例局');
"""


@dataclass(frozen=True)
class PluginSite:
    """Where it is reached, where its plugins lie, and its database."""

    address: str
    addons: Path
    running: Running
    place: Place

    def write(self, statements: str) -> None:
        """Rows changed behind the platform's back."""
        with closing(self._connection()) as connection:
            connection.executescript(statements)
            connection.commit()

    def read(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows as they stand."""
        with closing(self._connection()) as connection:
            return connection.execute(statement).fetchall()

    def _connection(self) -> sqlite3.Connection:
        path = make_url(self.place.database_url).database
        assert path is not None
        return sqlite3.connect(path, timeout=30)


@contextmanager
def plugin_site(folder: Path, *, furnished: bool) -> Iterator[PluginSite]:
    """Servers of their own with alpha and beta in the folder; `furnished` has both installed."""
    name = databases.template("sqlite", *((FURNISHED, fill_furnished) if furnished else (BARE, fill_bare)))
    with databases.database("sqlite", folder, name) as url:
        place = _place(folder, url)
        with place.started("serve") as running:
            yield PluginSite(f"http://127.0.0.1:{running.ready().port}", place.addons, running, place)


def fill_bare(url: str) -> None:
    """What every installation has, and the demo accounts."""
    database = Database(url)
    with closing(database), tempfile.TemporaryDirectory() as folder:
        prepare(Installation({}, database, Site(database.engine, BUILT_IN, Path(folder))), lambda _said: None)
        demo.load(database)


def fill_furnished(url: str) -> None:
    """The same with alpha and beta; their code is loaded by a process of its own."""
    fill_bare(url)
    with tempfile.TemporaryDirectory() as folder:
        done = _place(Path(folder), url).command("plugin", "install", "beta", "--yes")
        assert done.returncode == 0, done.stderr


def _place(folder: Path, url: str) -> Place:
    (folder / "addons").mkdir()
    ensure_keys(folder / "keys.json")
    return Place(folder, url, copied(folder / "addons"), {"DEMO": "1", "WORKERS": "1"})


def sign_in(page: Page, address: str, username: str = "admin", *, language: str = "zh") -> None:
    """Signed in, in the language."""
    page.goto(f"{address}/login")
    if language == "en":
        choose_english(page)
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(demo.PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url(f"{address}/")


def card(page: Page, address: str, name: str) -> Locator:
    """The card of a plugin on the Apps page."""
    page.goto(f"{address}/apps/")
    return page.locator(f"#plugin-{name}")


def carried_out(page: Page, label: str) -> Locator:
    """The plan on the page is carried out and its course followed to the end, new servers included."""
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_url("**/apps/operations/*")
    return finished(page)


def finished(page: Page) -> Locator:
    """The course of the operation once nothing of it moves any more."""
    expect(page.locator("#course .hd .tag")).to_have_text("已完成", timeout=SECONDS)
    expect(page.locator("#course[hx-get]")).to_have_count(0, timeout=SECONDS)
    return page.locator("#course")


def published(
    page: Page, address: str, name: str, old: str, new: str, *, reason: str, by: str = "sysadmin"
) -> None:
    """The definition says `new` instead of `old`, changed in the studio and published by somebody else."""
    page.goto(f"{address}/studio/definitions/{name}/edit")
    text = page.get_by_label("内容")
    before = text.input_value()
    assert old in before
    text.fill(before.replace(old, new))
    page.get_by_label("为什么改").fill(reason)
    page.get_by_role("button", name="提交发布").click()
    expect(page.get_by_role("status")).to_contain_text("已提交")
    publish_as(page, address, by)


def publish_as(page: Page, address: str, username: str) -> None:
    """The proposal on the page is in force: somebody else has looked at it in a browser of their own."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context()
    other = context.new_page()
    sign_in(other, address, username)
    other.goto(page.url)
    other.get_by_role("button", name="发布新版本").click()
    expect(other.get_by_role("status")).to_contain_text("已发布")
    context.close()

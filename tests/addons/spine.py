"""The spine whole: all plugins that a renewal passes through, with pack_jilin and its demo, made once in a run."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from app import demo
from app.factory import create_app, settings_of
from app.installation import Installation
from app.serve.prepare import bring, prepare
from kernel.clock import LOCAL, FixedClock
from kernel.db import Database, session_factory
from kernel.jobs import Ran, run_due
from kernel.keys import ensure_keys
from kernel.outbox import drain
from kernel.registry import Registry
from kernel.site import Site
from kernel.surroundings import Surroundings
from kernel.web import Platform
from tests import databases
from tests.app.offices import entered, platform_of
from tests.conftest import TODAY
from tests.kernel.install.house import ROOT

NAME = "spine"
PACK = "pack_jilin"
FOLDERS = (ROOT / "forms", ROOT / "approvals", ROOT / "addons")
WORKER = "spine:1:0"
TURNS = 20


@dataclass
class Spine:
    """One installation of a test's own: the application, its clock, and everything that runs without a visitor."""

    app: Flask
    clock: FixedClock
    url: str
    folder: Path
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def platform(self) -> Platform:
        """What the application stands on."""
        return platform_of(self.app)

    @property
    def engine(self) -> Engine:
        """The database."""
        return self.platform.database.engine

    @property
    def registry(self) -> Registry:
        """Everything the plugins offer."""
        return self.platform.registry

    @property
    def around(self) -> Surroundings:
        """What jobs and handlers ask for."""
        here = self.platform
        address = here.settings["PUBLIC_URL"]
        return Surroundings(here.registry, self.clock, here.keys, here.site.folder, here.site.addons, address)

    def be(self, day: str, at: str = "10:00") -> None:
        """The clock stands at this time of that day in Shanghai; nothing has run, everybody signs in anew."""
        self.clients.clear()
        moment = datetime.combine(datetime.fromisoformat(day), time.fromisoformat(at), LOCAL)
        self.clock.moment = moment.astimezone(UTC)

    def client(self, username: str = "") -> FlaskClient:
        """The browser of an account, signed in; of nobody without a name."""
        if username not in self.clients:
            self.clients[username] = entered(self.app, username) if username else self.app.test_client()
        return self.clients[username]

    def work(self) -> list[Ran]:
        """What a scheduler does until nothing is due: jobs, and the work they and the pages deferred."""
        ran: list[Ran] = []
        for _ in range(TURNS):
            now = run_due(self.engine, self.registry, self.clock, surroundings=self.around)
            ran += now
            found = drain(
                self.engine, self.registry, clock=self.clock, worker=WORKER, surroundings=self.around
            )
            if not (now or found.done or found.failed):
                return ran
        raise AssertionError("the work does not come to an end")

    def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """What a query finds, each row by its columns."""
        with session_factory(self.engine)() as session:
            return [dict(row) for row in session.execute(text(query), values).mappings()]

    def row(self, query: str, **values: Any) -> dict[str, Any]:
        """The only row that a query finds."""
        (found,) = self.rows(query, **values)
        return found


@contextmanager
def spine(
    backend: str, folder: Path, *, clock: FixedClock | None = None, **overrides: Any
) -> Iterator[Spine]:
    """A copy of the installation, as its demo leaves it on Tuesday 10 March 2026."""
    standing = clock or FixedClock(TODAY.astimezone(UTC))
    template = databases.template(backend, NAME, furnish)
    with databases.database(backend, folder, template) as url:
        shutil.copytree(_furnished(backend), folder / "site")
        app = create_app(settings_at(url, folder / "site", **overrides), clock=standing)
        try:
            yield Spine(app, standing, url, folder / "site")
        finally:
            platform_of(app).database.close()


def settings_at(url: str, folder: Path, **overrides: Any) -> Mapping[str, Any]:
    """The settings of an installation in this folder."""
    return {
        "DATABASE_URL": url,
        "DATA_DIR": folder / "data",
        "KEYS_FILE": folder / "keys.json",
        "PLUGIN_FOLDERS": FOLDERS,
        "DEMO": True,
        **overrides,
    }


def furnish(url: str) -> None:
    """Does what the command `demo` does, on the day at which the tests begin, and lets the work be done."""
    backend = "sqlite" if url.startswith("sqlite") else "postgresql"
    folder = _furnished(backend)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ensure_keys(folder / "keys.json")
    clock = FixedClock(TODAY.astimezone(UTC))
    database = Database(url)
    site = Site(database.engine, FOLDERS, folder / "data", clock, demo=True)
    here = Installation(settings_of(settings_at(url, folder)), database, site)
    try:
        prepare(here, _silent, more=lambda: bring(here, (PACK,), _silent))
        demo.furnish(here)
        _settle(here)
    finally:
        database.close()


def _settle(here: Installation) -> None:
    """Every job is known, so that it counts from now; what the install deferred is done."""
    around = replace(here.surroundings(), clock=here.site.clock)
    engine, clock = here.site.engine, here.site.clock
    run_due(engine, around.registry, clock, surroundings=around)
    while drain(engine, around.registry, clock=clock, worker=WORKER, surroundings=around).done:
        pass


def _furnished(backend: str) -> Path:
    return databases.run_folder() / "furnished" / f"{NAME}-{backend}"


def _silent(_said: object) -> None:
    """Nobody listens."""

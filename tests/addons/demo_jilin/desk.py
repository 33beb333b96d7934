"""An installation with the demo desk, loaded at a moment of the test's choice and worked off."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app import demo
from app.factory import settings_of
from app.installation import Installation
from app.serve.prepare import bring, prepare
from approvals.people.assignment import Standing, standing_of
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.clock import FixedClock, local_day
from kernel.db import Database, session_factory, transaction
from kernel.keys import ensure_keys
from kernel.models import OutboxItem
from kernel.outbox import drain
from kernel.registry import Registry
from kernel.site import Site
from kernel.surroundings import Surroundings, surround
from tests import databases
from tests.addons.spine import FOLDERS, settings_at
from tests.conftest import TODAY

OUTBOX = cast(Table, OutboxItem.__table__)
NAME = "desk"
PACKS = ("pack_jilin", "demo_jilin")
WORKER = "desk:1:0"


@dataclass
class DemoDesk:
    """The installation after the demo was loaded."""

    here: Installation
    around: Surroundings
    now: datetime

    @property
    def registry(self) -> Registry:
        """Everything the plugins offer."""
        return self.around.registry

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session of which nothing stays."""
        with session_factory(self.here.site.engine)() as session:
            surround(session, self.around)
            yield session
            session.rollback()

    def load(self) -> None:
        """The demo is loaded, as at a start, and the worker has done what that deferred."""
        demo.furnish(self.here)
        clock = self.around.clock
        while drain(
            self.here.site.engine, self.registry, clock=clock, worker=WORKER, surroundings=self.around
        ).done:
            pass

    def standing(self, session: Session, username: str) -> Standing:
        """Who the account is today."""
        user = session.scalars(select(USER.c.id).where(USER.c.username == username)).one()
        return standing_of(session, self.registry, actor_of(session, user), today=local_day(self.now))


@contextmanager
def loaded(backend: str, folder: Path, now: datetime) -> Iterator[DemoDesk]:
    """A copy of the installed plugins, with the demo of that moment."""
    template = databases.template(backend, NAME, _installed)
    with databases.database(backend, folder, template) as url:
        here = _at(url, folder / "site", now)
        ensure_keys(folder / "site" / "keys.json")
        try:
            found = DemoDesk(here, replace(here.surroundings(), clock=here.site.clock), now)
            found.load()
            yield found
        finally:
            here.database.close()


def _installed(url: str) -> None:
    folder = databases.run_folder() / "furnished" / NAME
    shutil.rmtree(folder, ignore_errors=True)
    here = _at(url, folder, TODAY)
    ensure_keys(folder / "keys.json")
    try:
        prepare(here, _silent, more=lambda: bring(here, PACKS, _silent))
        with transaction(here.site.engine) as session:
            # what the install deferred is of its own day
            session.execute(OUTBOX.delete())
    finally:
        here.database.close()


def _at(url: str, folder: Path, now: datetime) -> Installation:
    folder.mkdir(parents=True, exist_ok=True)
    database = Database(url)
    site = Site(database.engine, FOLDERS, folder / "data", FixedClock(now.astimezone(UTC)), demo=True)
    return Installation(settings_of(settings_at(url, folder)), database, site)


def _silent(_said: object) -> None:
    """Nobody listens."""

"""This installation as the settings describe it, for everything that runs without a request."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask

from app.factory import SHELL, keys_of, settings_of, site_of
from app.mailing import mail_of
from kernel.clock import SystemClock
from kernel.db import Database
from kernel.errors import RegistryError
from kernel.install.operations import Boot
from kernel.loading import Loaded, loaded
from kernel.registry import Registry
from kernel.seams import PAGES
from kernel.site import Site
from kernel.surroundings import Surroundings
from kernel.text import Text
from kernel.web import undeclared_routes

THREADS = 6


@dataclass(frozen=True, slots=True)
class Installation:
    """Its settings, its database, its folders."""

    settings: Mapping[str, Any]
    database: Database
    site: Site

    def loaded(self) -> Loaded:
        """The code of the installed plugins, imported into this process."""
        return loaded(self.site, shell=SHELL)

    def surroundings(self) -> Surroundings:
        """What a job or a handler may ask for; refuses when a key is missing."""
        return Surroundings(
            registry=self.loaded().registry,
            clock=self.site.clock,
            keys=keys_of(self.settings),
            folder=self.site.folder,
            addons=self.site.addons,
            address=self.settings["PUBLIC_URL"],
            mail=mail_of(self.settings),
        )


@contextmanager
def opened() -> Iterator[Installation]:
    """The installation, whose connections are given back at the end."""
    settings = settings_of()
    database = Database(settings["DATABASE_URL"], pool_size=THREADS)
    site = replace(site_of(settings, database, SystemClock()), demo=settings["DEMO"])
    try:
        yield Installation(settings, database, site)
    finally:
        database.close()


def boot() -> Boot:
    """How a process that installs loads and tries the code."""
    return Boot(shell=SHELL, trial=trial, declared=declared)


def trial(registry: Registry) -> None:
    """Every page of the registry can be registered beside all others, and says who may open it."""
    rehearsal = Flask("trial")
    for entry in registry.entries(PAGES):
        entry.thing().register(rehearsal)
    closed = [route for route in undeclared_routes(rehearsal) if not route.startswith("static ")]
    if closed:
        raise RegistryError(
            Text(f"页面没有声明权限：{closed[0]}。", f"A page declares no permission: {closed[0]}."),
            remedy=Text("请写明 permission=(…) 或 public=True。", "Say permission=(…) or public=True."),
            place=closed[0],
        )


def declared(registry: Registry) -> Iterable[tuple[str, str, str]]:
    """The permissions that pages ask for: owner, permission, resource."""
    return [
        (entry.plugin, permission, resource)
        for entry in registry.entries(PAGES)
        for permission, resource in sorted(entry.thing().permissions)
    ]

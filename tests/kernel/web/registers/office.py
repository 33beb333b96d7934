"""An office with the register of the tests: who may read all of it, some of it, export it, or nothing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from app import demo
from app.factory import SHELL
from app.installation import declared
from kernel import access
from kernel.accounts import add_account
from kernel.clock import FixedClock
from kernel.db import Database
from kernel.loading import registry_of
from kernel.migrations import upgrade_core
from kernel.models import AccessRule, CalendarYear, Workday
from kernel.web import Platform
from tests import databases
from tests.app.offices import make_app, platform_of, sign_in
from tests.conftest import TODAY

MODULE = "tests.kernel.web.registers.shelf"
RULES = {
    "reader": {"can_list": "all", "can_export": "days_off"},
    "narrow": {"can_list": "days_off"},
    "stranger": {},
}
"""What each role of the tests may do with the days, and with which of them; an account is named as its role."""

DAYS = 120
FIRST = date(2026, 1, 1)


@contextmanager
def shelved(module: str = MODULE) -> Iterator[None]:
    """The register's module counts as one of the shell's own while an application is made."""
    shell: dict[str, tuple[str, ...]] = SHELL  # type: ignore[assignment]
    usual = shell["app"]
    shell["app"] = (*usual, module)
    try:
        yield
    finally:
        shell["app"] = usual


def fill(url: str) -> None:
    """Every third day of a year is worked, the others are off; the accounts of the roles."""
    with closing(Database(url)) as database:
        upgrade_core(database.engine)
        with shelved():
            registry = registry_of([], shell=SHELL)
        with database.transaction() as session:
            for role, permissions in RULES.items():
                for permission, scope in permissions.items():
                    session.add(
                        AccessRule(
                            plugin="app",
                            role=role,
                            permission=permission,
                            resource="workday",
                            scope=scope,
                        )
                    )
            session.add(CalendarYear(year=2026, official=True, source="国办发明电"))
            for number in range(DAYS):
                kind = "work" if number % 3 == 0 else "off"
                name = "周末" if number % 7 == 0 else f"第{number}天<b>"
                session.add(Workday(id=number + 1, day=FIRST + timedelta(days=number), kind=kind, name=name))
            session.flush()
            access.synchronise(session, declared(registry), plugins=registry.plugins)
            for role, permissions in RULES.items():
                roles = (role,) if permissions else ("Public",)
                add_account(session, role, name="测试", password=demo.PASSWORD, roles=roles)
            demo.load_into(session)


@dataclass
class Shelf:
    """The application with the register, and a signed-in browser for each role."""

    app: Flask
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def platform(self) -> Platform:
        """What the application stands on."""
        return platform_of(self.app)

    def client(self, username: str) -> FlaskClient:
        """The browser of an account, signed in; of nobody without a name."""
        if username not in self.clients:
            self.clients[username] = self.app.test_client()
            if username:
                assert sign_in(self.clients[username], username).status_code == 302
        return self.clients[username]


@contextmanager
def shelf(backend: str, folder: Path) -> Iterator[Shelf]:
    """The office on a database of its own, on 10 March 2026."""
    template = databases.template(backend, "shelf", fill)
    with databases.database(backend, folder, template) as url:
        with shelved():
            app = make_app(url, folder, clock=FixedClock(TODAY.astimezone(UTC)))
        yield Shelf(app)
        platform_of(app).database.close()

"""An office with a register that is written: a keeper of their own rows, a boss of all, one who only reads."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import demo
from app.factory import SHELL
from app.installation import declared
from kernel import access
from kernel.access.tables import USER
from kernel.accounts import add_account
from kernel.clock import FixedClock
from kernel.db import Database, session_factory
from kernel.loading import registry_of
from kernel.migrations import upgrade_core
from kernel.models import AccessRule
from kernel.outbox import Drained, drain
from kernel.surroundings import Surroundings, surround
from kernel.web.registers import Writer
from tests import databases
from tests.app.offices import make_app, platform_of, token
from tests.conftest import TODAY
from tests.kernel.web.registers.office import Shelf, shelved
from tests.kernel.web.registers.tools import Tool

MODULE = "tests.kernel.web.registers.tools"
ACTS = ("can_list", "can_add", "can_edit", "can_import", "can_export")
RULES: Mapping[str, Mapping[str, str]] = {
    "keeper": dict.fromkeys(ACTS, "own"),
    "other": dict.fromkeys(ACTS, "own"),
    "boss": dict.fromkeys(ACTS, "all"),
    "onlooker": {"can_list": "all"},
}
NOW = TODAY.astimezone(UTC)
THEIRS = "T900"
"""The code of a tool that is the boss's from the beginning."""


def fill(url: str) -> None:
    """The accounts of the roles, and one tool of the boss's."""
    with closing(Database(url)) as database:
        upgrade_core(database.engine)
        Tool.metadata.create_all(database.engine, tables=[Tool.metadata.tables[Tool.__tablename__]])
        with shelved(MODULE):
            registry = registry_of([], shell=SHELL)
        with database.transaction() as session:
            for role, rules in RULES.items():
                for permission, scope in rules.items():
                    told = {"permission": permission, "resource": Tool.__tablename__, "scope": scope}
                    session.add(AccessRule(plugin="app", role=role, **told))
            session.flush()
            access.synchronise(session, declared(registry), plugins=registry.plugins)
            for role in RULES:
                add_account(session, role, name="测试", password=demo.PASSWORD, roles=(role,))
            told = {"code": THEIRS, "name": "起重机", "kind": "power", "phone": "13800001234"}
            session.add(Tool(owner_id=user_id(session, "boss"), **told))


class Toolshed(Shelf):
    """The application with the register, a signed-in browser for each role, and a scheduler to turn by hand."""

    def post(self, username: str, path: str, **fields: Any) -> TestResponse:
        """What a form sent by that account is answered with."""
        client = self.client(username)
        return client.post(path, data={**fields, "csrf_token": token(client, "/profile")})

    @contextmanager
    def writer(self, username: str) -> Iterator[Writer]:
        """Somebody who writes without a request; what they wrote is rolled back."""
        here = self.platform
        with session_factory(here.database.engine)() as session:
            actor = access.actor_of(session, user_id(session, username))
            rules = access.rules_of(session, actor.role_ids)
            surround(session, self.around)
            yield Writer(session, actor, NOW, here.keys, "", here.registry, rules)

    @property
    def around(self) -> Surroundings:
        """What deferred work asks for."""
        here = self.platform
        return Surroundings(here.registry, here.clock, here.keys, here.site.folder)

    def work(self) -> Drained:
        """Deferred work is done."""
        here = self.platform
        return drain(
            here.database.engine, here.registry, clock=here.clock, worker="w:1:0", surroundings=self.around
        )

    def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """What a query finds."""
        with session_factory(self.platform.database.engine)() as session:
            return [dict(row) for row in session.execute(text(query), values).mappings()]

    def codes(self) -> list[str]:
        """The codes of all tools, less the one that was there."""
        rows = self.rows("SELECT code FROM toolshed_tool ORDER BY code")
        return [row["code"] for row in rows if row["code"] != THEIRS]


@contextmanager
def toolshed(backend: str, folder: Path, *, now: datetime = NOW) -> Iterator[Toolshed]:
    """The office on a database of its own, on 10 March 2026."""
    template = databases.template(backend, "toolshed", fill)
    with databases.database(backend, folder, template) as url:
        with shelved(MODULE):
            app = make_app(url, folder, clock=FixedClock(now))
        yield Toolshed(app)
        platform_of(app).database.close()


def user_id(session: Session, username: str) -> int:
    """The id of the account."""
    found = session.scalar(select(USER.c.id).where(USER.c.username == username))
    assert found is not None
    return int(found)

"""The approval engine's entry into the yardsticks: cases through the product's own service, nothing switched off.

Each act writes the state, a link of the case's log, the task, the counters of the offices and the word to
listeners, under the case's lock, in one transaction; the floor writes a task, a status and an audit row.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from approvals import actors, kinds, topics, usages
from approvals.acts import service
from approvals.cases.view import CASE
from approvals.people.assignment import Assignment, PartyRef, Standing
from approvals.seams import actor
from approvals.words import Outcome, Verb
from kernel import definitions, seams
from kernel.calendar import calendar
from kernel.db import Database, engine_for
from kernel.migrations import schema_connection, upgrade, upgrade_core
from kernel.registry import Registry, assembled

MIGRATIONS = Path(__file__).parents[2] / "approvals" / "migrations"
CITY, PROVINCE = 220100, 220000
PERSON, FIRM = PartyRef("person", 7), PartyRef("enterprise", 3)
APPLICANT = Standing(1, "applicant", parties=frozenset({PERSON}))
WHO = {
    "enterprise": Standing(2, "boss", parties=frozenset({FIRM})),
    "city": Standing(3, "clerk", offices=frozenset({CITY}), roles=frozenset({"city_clerk"})),
    "province": Standing(4, "master", offices=frozenset({PROVINCE}), roles=frozenset({"province_clerk"})),
}
SEEN = {"enterprise": 2, "city": 3, "province": 4}
FORM = {f"field{number}": f"value {number}" for number in range(12)}
CHAIN = {
    "title": "审批",
    "clock": {"days": 20},
    "steps": [
        {"name": "filing", "kind": "fill", "title": "申请", "party": "initiator"},
        {"name": "enterprise", "kind": "confirm", "title": "企业", "party": "employer", "files": True},
        {
            "name": "city",
            "kind": "act",
            "title": "市",
            "office": {"level": "city", "routing": "any"},
            "role": "city_clerk",
            "clock": {"days": 5},
        },
        {
            "name": "province",
            "kind": "act",
            "title": "省",
            "office": {"level": "province", "routing": "by_region"},
            "role": "province_clerk",
            "clock": {"days": 5},
        },
    ],
}


@actor("employer")
def employer(session: Session, case: Any, step: Any) -> Assignment:
    """The enterprise of the form."""
    return Assignment(party=FIRM)


@actor("office.any")
def window(session: Session, case: Any, step: Any) -> Assignment:
    """The city."""
    return Assignment(office=CITY)


@actor("office.by_region")
def province(session: Session, case: Any, step: Any) -> Assignment:
    """The province."""
    return Assignment(office=PROVINCE)


class Handle:
    """An installation with one chain in force."""

    def __init__(self, url: str, *, setting: str) -> None:
        self.database = Database(url)
        self.engine: Engine = self.database.engine
        event.listen(self.engine, "connect", _set(setting))
        upgrade_core(self.engine)
        with schema_connection(self.engine) as connection:
            upgrade(connection, "approvals", MIGRATIONS)
        self.registry = registry()
        with self.database.transaction() as session:
            now = datetime.now(UTC)
            draft = definitions.Draft("bench.approval", "chain", "bench", CHAIN)
            definitions.publish(session, [draft], actor="", reason="", at=now)
            self.calendar = calendar(session)
        if self.engine.dialect.name == "sqlite":
            raw = self.engine.raw_connection()
            self.sqlite_connection: Any = raw.driver_connection
            raw.close()


def engine_open(backend: str, target: str) -> Handle:
    """The product installed at the target; `sqlite_connection` lets the harness count statements."""
    if backend.startswith("pg"):
        found = dict(part.split("=", 1) for part in target.split())
        url = make_url("postgresql+psycopg://").set(
            username=found["user"], host=found["host"], port=int(found["port"]), database=found["dbname"]
        )
        plain = engine_for(url.render_as_string(hide_password=False))
        with plain.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA tongban")
        plain.dispose()
        return Handle(url.render_as_string(hide_password=False), setting="SET search_path TO tongban")
    return Handle(f"sqlite:///{target}", setting=f"PRAGMA synchronous={backend.split('-')[1]}")


def engine_submit(handle: Handle, number: int) -> int:
    """The applicant submits; committed."""
    with handle.database.transaction() as session:
        new = service.NewCase("bench.approval", PERSON, FORM)
        return service.submit_case(
            session,
            new,
            actor=APPLICANT,
            now=datetime.now(UTC),
            registry=handle.registry,
            calendar=handle.calendar,
        ).id


def engine_step(handle: Handle, case: int, step: str) -> None:
    """The step is approved; committed."""
    with handle.database.transaction() as session:
        service.decide(
            session,
            case,
            step=step,
            verb=Verb.APPROVE,
            actor=WHO[step],
            seen=SEEN[step],
            now=datetime.now(UTC),
            registry=handle.registry,
            calendar=handle.calendar,
        )


def engine_done(handle: Handle) -> int:
    """How many cases were granted."""
    with handle.engine.connect() as connection:
        granted = select(func.count()).select_from(CASE).where(CASE.c.outcome == Outcome.GRANTED)
        return connection.execute(granted).scalar_one()


def registry() -> Registry:
    """The kernel's seams, approvals, and the parties of the yardstick."""
    import approvals.jobs
    import approvals.seams

    toys = ModuleType(__name__)
    for number, thing in enumerate((employer, window, province)):
        setattr(toys, f"thing_{number}", thing)
    ours = [approvals.seams, actors, kinds, approvals.jobs, topics, usages]
    return assembled({"kernel": [seams], "approvals": ours, "bench": [toys]})


def _set(setting: str) -> Callable[[Any, Any], None]:
    def connected(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(setting)
        cursor.close()
        connection.commit()

    return connected

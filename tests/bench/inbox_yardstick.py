"""The workbench's entry into the yardsticks: a clerk's list of fifty and its number among a million open tasks.

The harness's rows become cases with their tasks, the number of open tasks that each act keeps, and what a plugin knows of
its cases, in a table of its own as licensing has one. A page is the list as the workbench reads it: whose it is, what is
claimed, the rows in order, the face of every case. The harness's lists of one service at all offices are lists of nobody
here, and are left out.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Integer, String, column, table, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from approvals.casefile.faces import CaseFace, face_rows
from approvals.cases.facing import FaceRows, Values
from approvals.cases.queries import open_counts, open_inquiry
from approvals.lists.inbox import Line, page_of
from approvals.lists.views import View
from approvals.people.assignment import Standing
from approvals.seams import case_face
from kernel.db import connection_of, engine_for
from kernel.inquiries import Along
from kernel.registry import Registry, assembled
from kernel.text import Text
from tests.bench.engine_yardstick import Handle, engine_open

ROLE, STEP, TODAY = "city_clerk", "check", date(2026, 3, 10)
FIRST_DUE = 1_800_000_000 - 200_000
"""The earliest due of the harness, a second each; here every second is a day, so that the order is the same."""
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE = FIRST_DUE - date.min.toordinal()
Row = tuple[int, int, str, int, int, str, str, int]


APPLICATION = table(
    "bench_application",
    column("case_id", Integer),
    *(column(name, String) for name in ("title", "applicant")),
    *(column(name, Integer) for name in ("service", "created")),
)
ROWS = FaceRows(
    APPLICATION.c.case_id,
    (APPLICATION.c.title, APPLICATION.c.applicant, APPLICATION.c.service, APPLICATION.c.created),
)
KINDS = {number: Text(f"{number}", f"{number}") for number in range(11)}


@case_face("bench.face", rows=ROWS)
def face(session: Session, rows: Iterable[Values]) -> list[CaseFace]:
    """Every case goes by what its application says."""
    return [
        CaseFace(Text(title, title), applicant, f"{created}", KINDS[service])
        for title, applicant, service, created in rows
    ]


class Inbox:
    """The installation with the harness's tasks in it."""

    def __init__(self, handle: Handle) -> None:
        self.database, self.engine = handle.database, handle.engine
        self.registry = registry()
        # a request comes to the list with its session and its connection; here each statement is a transaction of
        # its own, as the floor's are, so that every page sees what is new
        self.database.read_on_one()
        self.session = self.database.session()
        driver: Any = connection_of(self.session).connection.driver_connection
        driver.rollback()
        if self.engine.dialect.name == "postgresql":
            driver.autocommit = True


def inbox_open(backend: str, target: str, table: str) -> Inbox:
    """The harness's rows as cases and tasks of ours."""
    if backend == "pg":
        handle = _on_postgresql(target)
        source = f"public.{table}"
    else:
        path = Path(target).with_name("tongban-inbox.db")
        for one in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            one.unlink(missing_ok=True)
        handle = engine_open("sqlite-NORMAL", str(path))
        source = f"harness.{table}"
    with handle.engine.connect() as connection:
        if backend != "pg":
            connection.exec_driver_sql(f"ATTACH DATABASE '{target}' AS harness")
        _copied(connection, source, pg=backend == "pg")
        connection.commit()
    with handle.engine.connect() as connection:
        if backend == "pg":
            # at rest the server cleans up, which the harness has it do with its own tables
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
        else:
            connection.exec_driver_sql("ANALYZE")
        connection.commit()
    return Inbox(handle)


def inbox_page(
    handle: Inbox, office: int | None, service: int | None, page: int, cursor: tuple[int, int] | None
) -> tuple[list[Row], int] | None:
    """Fifty rows of the clerk's list, and how many it has."""
    if office is None:
        return None
    standing = Standing(1, "clerk", offices=frozenset({office}), roles=frozenset({ROLE}))
    after = Line(cursor[1], 0, "", _day(cursor[0])) if cursor else None
    session = handle.session
    beside = face_rows(handle.registry)
    open_now = Along(connection_of(session), open_inquiry([office]))
    found = page_of(
        session, standing, View.MINE, today=TODAY, after=after, limit=50, beside=beside, along=open_now
    )
    total = sum(open_now.answer.values())
    # SQLite has a day as it is written
    day = date.fromisoformat if handle.engine.dialect.name == "sqlite" else _as_it_is
    rows = [
        (task, office, "open", service, day(on).toordinal() + BEFORE, title, applicant, created)
        for task, _, _, on, _, _, _, title, applicant, service, created in found.rows
    ]
    return rows, total


def inbox_badges(handle: Inbox, office: int) -> Mapping[int, int]:
    """How much is open of each matter."""
    counts = open_counts(handle.session, [office])
    return {int(matter): number for (_, matter), number in counts.items()}


def registry() -> Registry:
    """Approvals, and what the yardstick's cases look like."""
    import approvals.seams
    from kernel import seams

    toys = ModuleType(__name__)
    toys.face = face  # type: ignore[attr-defined]
    return assembled({"kernel": [seams], "approvals": [approvals.seams], "bench": [toys]})


def _as_it_is(on: date) -> date:
    return on


def _day(due: int) -> date:
    return date.fromordinal(due - BEFORE)


def _copied(connection: Connection, source: str, *, pg: bool) -> None:
    version = connection.execute(text("SELECT current_id FROM definition")).scalar_one()
    _known(connection, source)
    facts = (
        "json_build_object('title', title, 'applicant', applicant, 'created', created)::text"
        if pg
        else "json_object('title', title, 'applicant', applicant, 'created', created)"
    )
    due = (
        f"'0001-01-01'::date + (due - {FIRST_DUE})::int"
        if pg
        else f"date('0001-01-01', '+' || (due - {FIRST_DUE}) || ' days')"
    )
    state = (
        '{"seq":2,"initiator":"a","open":[["check",2,"2026-03-01",null]],"passed":{},"lanes":[],"filed":null,'
        '"due":null,"left":{},"correction":null,"outcome":null}'
    )
    given = {"version": version, "state": state, "at": BEGAN if pg else "2026-03-01 00:00:00.000000"}
    connection.execute(
        text(
            "INSERT INTO approvals_case (id, key, chain, version_id, matter, initiator_kind, initiator_id, facts, state,"
            f" revision, head, opened_at) SELECT id, '', 'bench', :version, CAST(service AS TEXT), 'person', 1, {facts}, :state, 2, '',"
            f" :at FROM {source}"
        ),
        given,
    )
    connection.execute(
        text(
            "INSERT INTO approvals_task (id, case_id, step, seq, state, matter, office_id, role, due_on, pool, opened_at,"
            f" version_id) SELECT id, id, 'check', 2, state, CAST(service AS TEXT), office, '{ROLE}', {due}, :no, :at, :version"
            f" FROM {source}"
        ),
        {"no": False, "at": given["at"], "version": version},
    )
    connection.execute(
        text(
            "INSERT INTO approvals_counter (office_id, matter, part, open) SELECT office, CAST(service AS TEXT), 0, count(*)"
            f" FROM {source} WHERE state = 'open' GROUP BY office, service"
        )
    )


def _known(connection: Connection, source: str) -> None:
    """What the yardstick's plugin knows of its cases."""
    columns = "case_id INTEGER PRIMARY KEY, title TEXT, applicant TEXT, service INTEGER, created BIGINT"
    connection.exec_driver_sql(f"CREATE TABLE bench_application ({columns})")
    connection.exec_driver_sql(
        "INSERT INTO bench_application (case_id, title, applicant, service, created)"
        f" SELECT id, title, applicant, service, created FROM {source}"
    )


def _on_postgresql(target: str) -> Handle:
    found = dict(part.split("=", 1) for part in target.split())
    url = make_url("postgresql+psycopg://").set(
        username=found["user"], host=found["host"], port=int(found["port"]), database=found["dbname"]
    )
    plain = engine_for(url.render_as_string(hide_password=False))
    with plain.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS tongban CASCADE")
    plain.dispose()
    return engine_open("pg", target)

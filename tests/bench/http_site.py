"""A site with the harness's cases, for the yardstick http: `python -m tests.bench.http_site FOLDER PORT`.

The cases go through the service once, act by act; the others are written as the service writes them, each with a key
and a chained log of its own, so that the page proves the log of every case it shows.
"""

import os
import secrets
import shutil
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.serve.web import collector_resting
from approvals.acts import service
from approvals.acts.recording import linked
from approvals.cases.queries import case_history
from approvals.cases.statements import DECISION
from approvals.cases.view import CASE, TASK
from approvals.engine.facts import packed
from approvals.words import Verb
from kernel import definitions
from kernel.clock import SystemClock
from kernel.db import Database, transaction
from kernel.jsontext import jsontext
from kernel.keys import ensure_keys
from tests.app.installations import BUILT_IN
from tests.app.offices import make_app, platform_of
from tests.app.processes import ROOT
from tests.approvals.offices import APPLICANT, CITY, CLERK, FACTS, PERSON
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import fill, toys

FOLDER = "BENCH_HTTP_FOLDER"
WORKER = "app.serve.worker.Worker"
CASES, ACTS, BATCH = 20_000, 8, 1_000
CHAIN = "bench.case"
STEPS = [make_step(f"check_{number}", role="city_clerk") for number in range(ACTS + 1)]
REMARK = "checked & fine"


def app() -> Flask:
    """The application on the filled database, as a server of its own makes it."""
    folder = Path(os.environ[FOLDER])
    with toys(), collector_resting():
        return make_app(f"sqlite:///{folder / 'site.db'}", folder, PLUGIN_FOLDERS=BUILT_IN)


def fill_site(folder: Path) -> None:
    """Accounts, the chain, and a case for each of the harness's, its last check still open."""
    url = f"sqlite:///{folder / 'site.db'}"
    ensure_keys(folder / "keys.json")
    os.environ.setdefault("TONGBAN_TEST_RUN", str(folder))
    fill(url)
    here = platform_of(app())
    now = SystemClock().now()
    with closing(Database(url)) as database, transaction(database.engine) as session:
        body = make_chain(make_fill("filing", files=True), *STEPS)
        drafts = [definitions.Draft(CHAIN, "chain", "toy", body)]
        definitions.publish(session, drafts, actor="bench", reason="", at=now)
        facts = FACTS | {"name": "Holder 1", "office": CITY}
        new = service.NewCase(CHAIN, PERSON, facts)
        case = service.submit_case(session, new, actor=APPLICANT, now=now, registry=here.registry)
        for number in range(ACTS):
            act: dict[str, Any] = {"step": f"check_{number}", "verb": Verb.APPROVE, "seen": number + 2}
            service.decide(
                session, case.id, actor=CLERK, opinion=REMARK, now=now, registry=here.registry, **act
            )
        _copied(session, case.id)


def _copied(session: Session, first: int) -> None:
    """The other cases, each as the first one stands."""
    model = dict(session.execute(select(CASE).where(CASE.c.id == first)).mappings().one())
    tasks = [dict(row) for row in session.execute(select(TASK).where(TASK.c.case_id == first)).mappings()]
    entries = [one.entry for one in case_history(session, first) if one.entry is not None]
    for begun in range(first + 1, CASES + 1, BATCH):
        cases, log, work = [], [], []
        for number in range(begun, min(begun + BATCH, CASES + 1)):
            key = secrets.token_hex(16)
            links, head = linked(key, entries)
            facts = jsontext(packed(FACTS | {"name": f"Holder {number}", "office": CITY}))
            cases.append(model | {"id": number, "key": key, "head": head, "facts": facts})
            log += [{"case_id": number, **link} for link in links]
            work += [_without_id(task) | {"case_id": number} for task in tasks]
        session.execute(insert(CASE), cases)
        session.execute(insert(DECISION), log)
        session.execute(insert(TASK), work)


def _without_id(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def main(folder: Path, port: str) -> None:
    """Fills the folder anew and becomes one server process of our own kind with four threads, as the contenders are."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[FOLDER] = str(folder)
    fill_site(folder)
    gunicorn = "import sys; from gunicorn.app.wsgiapp import run; sys.exit(run())"
    server = ["-b", f"127.0.0.1:{port}", "-w", "1", "-k", WORKER, "--threads", "4", "--keep-alive", "30"]
    words = [sys.executable, "-c", gunicorn, *server, "--log-level", "error", "tests.bench.http_site:app()"]
    os.chdir(ROOT)
    os.execv(sys.executable, words)  # noqa: S606 our own command line


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

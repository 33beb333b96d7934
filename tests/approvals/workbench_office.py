"""An office with the workbench: clerks who can sign in, and cases that wait for them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.demo import PASSWORD
from app.factory import SHELL
from app.installation import Installation
from app.serve.prepare import prepare
from approvals.acts import service
from approvals.cases.queries import case_view
from approvals.cases.view import CASE, TASK, CaseView
from approvals.people.assignment import Standing
from approvals.words import Verb
from kernel import definitions
from kernel.accounts import add_account
from kernel.clock import FixedClock
from kernel.db import Database, transaction
from kernel.models import AuditEntry
from kernel.site import Site
from tests import databases
from tests.app.installations import BUILT_IN
from tests.app.offices import make_app, platform_of, sign_in, token
from tests.approvals import clerks
from tests.approvals.offices import APPLICANT, CITY, FACTS, PERSON
from tests.approvals.samples import make_chain, make_fill, make_step

MODULE = "tests.approvals.clerks"
CHAIN = "toy.renewal"
EXTEND = [{"effect": "toy.extend", "with": {"until": "'2029-05-31'"}}]
RENEWAL = make_chain(
    make_fill("filing", title={"zh": "申请", "en": "Application"}, files=True),
    make_step(
        "acceptance",
        title={"zh": "受理", "en": "Acceptance"},
        role="city_clerk",
        clock={"days": 5},
        verbs=["accept", "not_accept", "return"],
    ),
    make_step(
        "decision",
        title={"zh": "审核", "en": "Decision"},
        role="city_clerk",
        clock={"days": 20, "promised": 5},
        effects=EXTEND,
    ),
    clock={"days": 20},
)


@contextmanager
def toys() -> Iterator[None]:
    """The clerks' module counts as one of the shell's own while applications are made."""
    shell: dict[str, tuple[str, ...]] = SHELL  # type: ignore[assignment]
    usual = shell["app"]
    shell["app"] = (*usual, MODULE)
    try:
        yield
    finally:
        shell["app"] = usual


def fill(url: str) -> None:
    """What every installation has, and the clerks' accounts."""
    with closing(Database(url)) as database:
        prepare(
            Installation({}, database, Site(database.engine, BUILT_IN, databases.run_folder())),
            lambda _said: None,
        )
        with transaction(database.engine) as session:
            for username, (name, role, _) in clerks.PEOPLE.items():
                add_account(session, username, name=name, password=PASSWORD, roles=(role,))
            add_account(session, clerks.APPLICANT, name="张建国", password=PASSWORD, roles=("Public",))


class Office:
    """The application, and everything a test does with its cases behind the pages."""

    def __init__(self, app: Flask, clock: FixedClock) -> None:
        self.app, self.clock = app, clock
        self.registry = platform_of(app).registry
        self.engine = platform_of(app).database.engine
        self.publish(CHAIN, RENEWAL)

    def publish(self, name: str, body: dict[str, Any]) -> None:
        """The chain is in force."""
        with transaction(self.engine) as session:
            draft = definitions.Draft(name, "chain", "toy", body)
            definitions.publish(session, [draft], actor="test", reason="", at=self.clock.now())

    def begin(
        self, name: str = "张建国", *, office: int = CITY, number: str | None = None, chain: str = CHAIN
    ) -> CaseView:
        """A case that waits for acceptance."""
        with transaction(self.engine) as session:
            new = service.NewCase(chain, PERSON, FACTS | {"name": name, "office": office}, number=number)
            return service.submit_case(
                session, new, actor=APPLICANT, now=self.clock.now(), registry=self.registry
            )

    def decide(
        self, case: int, verb: Verb, step: str = "acceptance", who: str = "li", **more: Any
    ) -> CaseView:
        """One act behind the page's back."""
        _, role, office = clerks.PEOPLE.get(who, ("", "", 0))
        actor = (
            Standing(1, who, offices=frozenset({office}), roles=frozenset({role})) if office else APPLICANT
        )
        with transaction(self.engine) as session:
            seen = case_view(session, case).state.seq
            return service.decide(
                session,
                case,
                step=step,
                verb=verb,
                actor=actor,
                seen=seen,
                now=self.clock.now(),
                registry=self.registry,
                **more,
            ).case

    def case(self, case: int) -> CaseView:
        """The case as it stands."""
        with transaction(self.engine) as session:
            return case_view(session, case)

    def audited(self) -> list[tuple[str, str, str]]:
        """The acts on cases in the audit log."""
        with transaction(self.engine) as session:
            rows = session.execute(
                select(AuditEntry.actor, AuditEntry.action, AuditEntry.thing)
                .where(AuditEntry.action.like("case.%"))
                .order_by(AuditEntry.id)
            )
            return [(actor, action, thing) for actor, action, thing in rows]

    def clerk(self, username: str = "li") -> FlaskClient:
        """Somebody who is signed in."""
        client = self.app.test_client()
        assert sign_in(client, username).status_code == 302
        return client


@contextmanager
def workbench_office(
    folder: Path, clock: FixedClock, backend: str = "sqlite", **overrides: Any
) -> Iterator[Office]:
    """The application on a database of its own."""
    template = databases.template(backend, "workbench", fill)
    with databases.database(backend, folder, template) as url, toys():
        app = make_app(url, folder, clock=clock, PLUGIN_FOLDERS=BUILT_IN, **overrides)
        yield Office(app, clock)
        platform_of(app).database.close()


def posted(client: FlaskClient, path: str, fields: dict[str, Any], **options: Any) -> TestResponse:
    """The form posted with the session's token; a list stands for a field that comes several times."""
    return client.post(path, data={**fields, "csrf_token": token(client, "/work")}, **options)


def ids_of(office: Office) -> list[int]:
    """Every case, in order."""
    with transaction(office.engine) as session:
        return list(session.scalars(select(CASE.c.id).order_by(CASE.c.id)))


def tasks_of(office: Office, case: int) -> list[tuple[str, str]]:
    """The tasks of a case: step and state."""
    with transaction(office.engine) as session:
        rows = session.execute(
            select(TASK.c.step, TASK.c.state).where(TASK.c.case_id == case).order_by(TASK.c.id)
        )
        return [(step, state) for step, state in rows]

"""The panels of a case as a clerk of its window sees them on the workbench."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from addons.certificates import service as certificates
from addons.parties import service as parties
from addons.parties.queries import office_by_code
from app import demo
from app.installation import Installation
from app.serve.prepare import perform, prepare
from approvals.people.assignment import standing_of
from approvals.words import Verb
from kernel.access import actor_of
from kernel.accounts import add_account
from kernel.db import Database
from kernel.install.plan import Act
from kernel.site import Site
from tests import databases
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import ENDS, MOBILE, Renewal
from tests.addons.licensing.samples import make_chain
from tests.addons.parties.town import CHANGCHUN, JILIN
from tests.app.installations import BUILT_IN
from tests.app.offices import make_app, platform_of, sign_in
from tests.app.plugin_office import post
from tests.app.processes import ROOT
from tests.conftest import TODAY
from tests.kernel.install.house import House

TEMPLATE = "office_with_licensing"
FOLDERS = (*BUILT_IN, *(ROOT / "addons" / name for name in ("parties", "certificates", "licensing")))
CLERKS = {"wang": CHANGCHUN, "zhao": JILIN}


def fill(url: str) -> None:
    """What every installation has, licensing, and a clerk at each of two windows."""
    database = Database(url)
    with closing(database), tempfile.TemporaryDirectory() as folder:
        here = Installation({}, database, Site(database.engine, FOLDERS, Path(folder)))
        prepare(here, lambda _said: None)
        perform(here, Act.INSTALL, "licensing")
        with database.transaction() as session:
            for name, code in CLERKS.items():
                user = add_account(session, name, name=name, password=demo.PASSWORD, roles=("city_clerk",))
                office = office_by_code(session, code)
                assert office is not None
                parties.bind_office(session, user, office.id, actor="test", now=TODAY)


class Desk:
    """The application, the people at its counter, and what a clerk reads."""

    def __init__(self, app: Flask, counter: Counter) -> None:
        self.app, self.counter = app, counter
        self.renewal: Renewal = counter.renewal(appointment="01")
        self.application = counter.confirmed(self.renewal)
        self.number = counter.row(self.application).case_id or 0

    def visitor(self, username: str) -> FlaskClient:
        """Somebody who is signed in."""
        client = self.app.test_client()
        assert sign_in(client, username).status_code == 302
        return client

    def page(self, username: str = "wang", *, locale: str = "") -> str:
        """The case as the clerk sees it."""
        client = self.visitor(username)
        if locale:
            client.set_cookie("language", locale)
        return client.get(f"/work/{self.number}").text

    def accept(self) -> None:
        """The clerk has accepted the case."""
        self._act("acceptance", Verb.ACCEPT)

    def approve(self) -> None:
        """The clerk has granted what was applied for."""
        self._act("decision", Verb.APPROVE)

    def _act(self, step: str, verb: Verb) -> None:
        clerk = self.counter.act_in(
            lambda session: standing_of(
                session, self.counter.registry, actor_of(session, user_id(session, "wang"))
            )
        )
        self.counter.act(self.application, step, verb, clerk)


@pytest.fixture
def desk(tmp_path: Path, clock) -> Iterator[Desk]:
    """A case that waits for its acceptance at the window of Changchun."""
    with databases.database("sqlite", tmp_path, databases.template("sqlite", TEMPLATE, fill)) as url:
        app = make_app(url, tmp_path, clock=clock, PLUGIN_FOLDERS=FOLDERS)
        engine = platform_of(app).database.engine
        house = House(engine, tmp_path / "data", ROOT / "addons", clock)
        counter = Counter(house, keys=platform_of(app).keys)
        counter.publish()
        yield Desk(app, counter)
        platform_of(app).database.close()


def test_the_clerk_reads_the_answers_masked(desk: Desk):
    page = desk.page()
    assert "填报内容" in page
    assert "199****0001" in page
    assert MOBILE not in page
    assert "长春" in page
    assert desk.counter.certificate(desk.renewal).number in page


def test_accepting_brings_nothing_about_yet(desk: Desk):
    assert "本次通过后" not in desk.page()


def test_before_the_decision_the_clerk_sees_what_it_would_change(desk: Desk):
    desk.accept()
    page = desk.page()
    assert "本次通过后" in page
    assert f"{ENDS}</span>" in page
    assert "2029-04-30</span>" in page
    assert desk.counter.certificate(desk.renewal).valid_to == ENDS


def test_what_stands_in_the_way_of_a_decision_is_told_before_it_is_tried(desk: Desk):
    desk.accept()
    desk.counter.act_in(
        lambda session: certificates.extend(
            session,
            desk.renewal.certificate,
            years=1,
            seen=ENDS,
            now=desk.counter.now,
            actor="test",
            cause="other",
        )
    )
    page = desk.page()
    assert "现在不能通过" in page
    assert "请退回办件" in page


def test_the_checks_say_what_passes_and_what_needs_a_look(desk: Desk):
    page = desk.page()
    assert "自动核验" in page
    assert "7 项通过" in page
    desk.counter.act_in(
        lambda session: certificates.change_fields(
            session,
            desk.renewal.certificate,
            {"appointment": "02"},
            now=desk.counter.now,
            actor="test",
            cause="other",
        )
    )
    page = desk.page()
    assert "1 项需要人工看" in page
    assert "提交之后证书有过变动" in page


def test_a_check_that_fails_after_filing_is_told_with_its_remedy(desk: Desk):
    desk.counter.act_in(
        lambda session: parties.dismiss(
            session, desk.renewal.person, desk.renewal.enterprise, until=TODAY.date()
        )
    )
    desk.counter.clock.advance(days=1)
    page = desk.page()
    assert "1 项不通过" in page
    assert "不受聘于" in page


def test_a_step_with_questions_asks_them_beside_the_decision(desk: Desk):
    chain = make_chain()
    chain["steps"][3]["sections"] = ["employer_part"]
    desk.counter.publish(chain=chain)
    other = desk.counter.renewal()
    application = desk.counter.confirmed(other)
    desk.number, desk.application = desk.counter.row(application).case_id or 0, application
    assert 'name="employer_contact"' not in desk.page()
    desk.accept()
    assert 'name="employer_contact"' in desk.page()


def test_the_questions_of_a_step_come_back_with_what_was_typed_and_found(desk: Desk):
    chain = make_chain()
    chain["steps"][3]["sections"] = ["employer_part"]
    desk.counter.publish(chain=chain)
    application = desk.counter.confirmed(desk.counter.renewal())
    desk.number, desk.application = desk.counter.row(application).case_id or 0, application
    desk.accept()
    clerk = desk.visitor("wang")

    case = f"/work/{desk.number}"
    answer = post(clerk, case, {"_find": "employer_contact", "employer_contact": "赵大海"}, page=case)

    assert 'value="赵大海"' in answer.text


def test_another_window_sees_none_of_it(desk: Desk):
    client = desk.visitor("zhao")
    answer = client.get(f"/work/{desk.number}")
    assert answer.status_code == 404
    assert "张小山" not in answer.text


def user_id(session, username: str) -> int:
    from sqlalchemy import select

    from kernel.access.tables import USER

    found: int = session.scalar(select(USER.c.id).where(USER.c.username == username))
    return found


def test_of_a_closed_case_the_checks_of_today_say_nothing(desk: Desk):
    desk.accept()
    assert "自动核验" in desk.page()
    desk.approve()
    page = desk.page()
    assert "填报内容" in page
    assert "自动核验" not in page

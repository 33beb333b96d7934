"""addons.demo_jilin: its stories come about on any day, and leave a desk with something in every list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from addons.certificates.models import Certificate, CertificateEvent
from addons.licensing.hooks import demo_cases
from addons.licensing.models import Application
from addons.licensing.queries import applications_of, applications_of_enterprise
from addons.licensing.stories.reading import told_by
from addons.licensing.stories.story import Deed, Story
from addons.licensing.stories.telling import tell
from addons.parties.queries import party_of
from approvals.casefile.logbook import broken_links
from approvals.cases.asides import Found, Message, Note, Pinned
from approvals.cases.queries import case_history, case_view, replayed
from approvals.lists.inbox import page_of
from approvals.lists.views import View
from approvals.models import Case, Decision, Task, TaskState
from approvals.pages.readings import reading_of
from approvals.people.assignment import PartyKind
from approvals.words import Happening, Verb
from forms.models import Upload
from kernel import audit
from kernel.access.tables import USER
from kernel.calendar import calendar
from kernel.clock import LOCAL, local_day
from kernel.demonstration import folders_of
from kernel.errors import DataFileError
from kernel.models import AuditEntry, OutboxItem
from kernel.models.work import WorkState
from kernel.seams import DEMO
from tests import cluster, databases
from tests.addons.demo_jilin.desk import DemoDesk, loaded

MOMENTS = {
    "a Tuesday": ("sqlite", "2026-03-10T10:00"),
    "on the other database": ("postgresql", "2026-11-30T09:10"),
    "in a long holiday": ("sqlite", "2026-10-03T21:30"),
    "on a Sunday": ("sqlite", "2026-11-29T08:00"),
    "in a year without a notice, at night": ("sqlite", "2027-02-17T00:05"),
}
"""Database and moment."""


@pytest.fixture(scope="module", params=MOMENTS.values(), ids=[*MOMENTS])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    """The demo as it is loaded at that moment; who takes it only looks."""
    backend, moment = request.param
    if backend == "postgresql" and cluster.binaries() is None:
        databases.absent("PostgreSQL")
    now = datetime.fromisoformat(moment).replace(tzinfo=LOCAL)
    with loaded(backend, tmp_path_factory.mktemp("desk"), now) as found:
        yield found


def stories(desk: DemoDesk) -> list[Story]:
    folders = folders_of(desk.registry, desk.around.addons)
    return [story for _, told in told_by(folders) for story in told.stories]


def test_every_story_is_told_and_the_work_that_follows_is_done(desk):
    with desk.reading() as session:
        failed = session.scalars(select(OutboxItem.error).where(OutboxItem.error.is_not(None))).all()
        waiting = session.scalars(
            select(OutboxItem.topic).where(
                OutboxItem.state == WorkState.WAITING, OutboxItem.due_at <= desk.now
            )
        ).all()
        told = session.scalar(select(func.count()).select_from(Application))
    assert (failed, waiting, told) == ([], [], len(stories(desk)))
    assert desk.registry.thing(DEMO, "licensing") is demo_cases


def test_every_log_is_whole_and_leads_to_where_its_case_stands(desk):
    with desk.reading() as session:
        numbers = session.scalars(select(Case.id)).all()
        assert len(numbers) > 30
        assert {number: broken_links(session, number) for number in numbers} == {one: [] for one in numbers}
        for number in numbers:
            assert replayed(session, desk.registry, number) == case_view(session, number).state
        moments = session.execute(
            select(Decision.case_id, Decision.at).order_by(Decision.case_id, Decision.seq)
        )
        before: dict[int, datetime] = {}
        for number, at in moments:
            assert at >= before.get(number, at)
            before[number] = at


def test_the_logs_show_what_people_do_with_cases(desk):
    with desk.reading() as session:
        logged = [one for number in session.scalars(select(Case.id)) for one in case_history(session, number)]
        words = {Verb.TRANSFER, Verb.DELEGATE, Verb.CC, Verb.URGE, Verb.SUSPEND, Verb.RETURN, Verb.RESUBMIT}
        assert words <= {one.verb for one in logged}
        assert {Happening.REMIND, Happening.OVERDUE} <= {one.verb for one in logged}
        acts = [one.entry.act for one in logged if one.entry is not None]
        assert {(one.actor, one.on_behalf) for one in acts if one.on_behalf} == {("clerk", "clerk2")}
        assert {one.by_office for one in session.scalars(select(Message))} == {True, False}
        assert session.scalar(select(func.count()).select_from(Pinned)) >= 2
        assert session.scalar(select(func.count()).select_from(Found)) >= 1
        assert session.scalar(select(func.count()).select_from(Note)) >= 3


def test_nothing_is_still_to_come_and_offices_act_while_they_are_open(desk):
    with desk.reading() as session:
        for column in (
            Decision.at,
            Message.at,
            Note.at,
            Upload.uploaded_at,
            CertificateEvent.at,
            AuditEntry.at,
        ):
            assert session.scalar(select(func.max(column))) <= desk.now
        days = calendar(session)
        clerks = {"clerk", "clerk2", "clerk3", "clerk4", "jilin", "jilin2", "province", "province2"}
        for actor, at in session.execute(select(Decision.actor, Decision.at)):
            if actor in clerks:
                assert days.is_working(local_day(at))
                assert time(8, 30) <= at.astimezone(LOCAL).time() <= time(17, 30)
        assert not set(session.scalars(select(Decision.verb).where(Decision.actor == ""))) - set(Happening)


@pytest.mark.parametrize("username", ["clerk", "province"])
def test_every_list_of_the_desk_has_something(desk, username):
    today = local_day(desk.now)
    with desk.reading() as session:
        days, standing = calendar(session), desk.standing(session, username)
        found = {view: page_of(session, standing, view, today=today).lines for view in View}
    empty = {view for view, lines in found.items() if not lines}
    soon = any(days.is_working(today + timedelta(days=ahead)) for ahead in (1, 2, 3))
    excused = {View.TODAY} if not days.is_working(today) else set()
    excused |= set() if soon else {View.SOON}
    # nothing has come back to the province yet
    assert empty <= excused | ({View.BACK} if username == "province" else set())


def test_applicants_and_enterprises_find_theirs_in_several_states(desk):
    with desk.reading() as session:
        parties = {name: _party(session, name) for name in ("zhang", "li", "hengji", "songhua")}
        of_zhang = applications_of(session, parties["zhang"].person)
        states = Counter(one.state for one in of_zhang)
        assert states == {"draft": 1, "open": 1, "closed": 1}
        (running,) = (one for one in of_zhang if one.state == "open")
        assert case_view(session, running.case_id or 0).state.correction is not None
        assert {one.outcome for one in applications_of(session, parties["li"].person)} == {None, "withdrawn"}
        for name in ("hengji", "songhua"):
            ((firm, _),) = parties[name].enterprises
            waiting = select(Task.id).where(
                Task.party_kind == PartyKind.ENTERPRISE, Task.party_id == firm, Task.state == TaskState.OPEN
            )
            assert len(session.scalars(waiting).all()) >= 2
            assert len({one.outcome for one in applications_of_enterprise(session, firm)}) >= 3


def test_a_way_of_the_chain_says_its_condition_in_the_words_of_the_form(desk):
    with desk.reading() as session:
        read = reading_of(session, desk.registry, "demo_jilin.change_chain")
        assert read("shows_originals == True").zh == "“到长春市政务服务中心窗口核对原件”选“是”"
        # what no matter on the chain knows stands as it is written
        assert read("strange == 1").zh == "strange == 1"


def test_what_was_granted_is_in_the_ledger_and_every_outcome_is_there(desk):
    with desk.reading() as session:
        outcomes = Counter(session.scalars(select(Case.outcome)))
        assert {"granted", "refused", "not_accepted", "withdrawn", None} == set(outcomes)
        renewed = session.scalars(
            select(Certificate)
            .join(Application, Application.certificate_id == Certificate.id)
            .where(Application.outcome == "granted", Application.matter == "pack_jilin.renewal")
        ).all()
        assert renewed
        assert all(one.valid_to > date(desk.now.year + 2, 1, 1) and one.edition == 2 for one in renewed)


def test_the_audit_log_says_when_it_was_written_and_is_whole(desk, tmp_path):
    with desk.reading() as session:
        told = select(AuditEntry).where(AuditEntry.action == "application.submit")
        entries = session.scalars(told).all()
        assert {one.at for one in entries} == {desk.now}
        assert all(datetime.fromisoformat(one.detail["of"]) < desk.now for one in entries)
        audit.seal_all(session, desk.around.keys, desk.now + timedelta(minutes=1))
        session.commit()
    proved = audit.verify(desk.here.site.engine, desk.around.keys, tmp_path)
    assert (proved.intact, proved.sealed > 100, proved.unsealed) == (True, True, 0), proved.first


def test_a_second_start_makes_nothing_twice(desk):
    def counted():
        models = (Application, Case, Decision, Task, Message, Note, Certificate, Upload, USER)
        with desk.reading() as session:
            return [session.scalar(select(func.count()).select_from(one)) for one in models]

    before = counted()
    desk.load()
    assert counted() == before


@pytest.mark.parametrize(
    ("changes", "who", "words"),
    [
        ({"certificate": "nobodys"}, "zhang", "没有证书 nobodys"),
        ({}, "nobody", "没有账户 nobody"),
        ({}, "li", "证书"),
        ({"matter": "pack_jilin.nothing"}, "zhang", "nothing"),
    ],
)
def test_what_cannot_be_is_told_at_its_line_and_nobody_does_what_is_not_theirs(desk, changes, who, words):
    deed = Deed(ago=1, at=time(9), who=who, does="submit")
    story = replace(Story("new", "demo_jilin.change", "zhang_a", (deed,)), **changes)
    folders = folders_of(desk.registry, desk.around.addons)
    ((_, told),) = told_by(folders)
    with desk.reading() as session, pytest.raises(DataFileError) as refusal:
        tell(session, told, story, folders)
    assert words in refusal.value.what.zh
    assert refusal.value.place.startswith("demo_jilin/demo/cases.yaml:")
    assert refusal.value.remedy.zh


def _party(session, username):
    return party_of(session, session.scalars(select(USER.c.id).where(USER.c.username == username)).one())

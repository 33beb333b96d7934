"""addons.licensing.queries: whose applications, what can be done now, and whose rows a role sees."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from addons.certificates.models import Certificate
from addons.certificates.windows import Timing
from addons.licensing import queries
from addons.licensing.models import Application
from addons.parties import service as parties
from kernel.access import Actor, actor_of
from kernel.access.tables import USER
from kernel.errors import NotFound
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import Renewal
from tests.addons.licensing.samples import MATTER, make_matter
from tests.addons.parties.town import CHANGCHUN, JILIN, PROVINCE

LATER = datetime(2026, 6, 1, tzinfo=UTC)


def possible(counter: Counter, renewal: Renewal):
    """What can be done with the certificate today."""

    def look(session):
        certificate = session.get_one(Certificate, renewal.certificate)
        return queries.possible(session, certificate, registry=counter.registry, now=counter.now)

    return counter.read(look)


@pytest.mark.parametrize(
    ("end", "timing", "sentence"),
    [
        (date(2026, 4, 30), Timing.OPEN, "现在可以办理，最后一天是 2026-04-30。"),
        (date(2026, 9, 30), Timing.EARLY, "2026-06-30 起可以办理。"),
        (date(2026, 3, 1), Timing.LATE, "已过办理时间（2026-03-01 止）。"),
    ],
)
def test_what_can_be_done_with_a_certificate_is_one_sentence(counter: Counter, end, timing, sentence):
    [found] = possible(counter, counter.renewal(ends=end))
    assert (found.timing, found.sentence.zh, found.open) == (timing, sentence, timing is Timing.OPEN)
    assert found.sentence.en


def test_what_is_in_the_way_is_told_with_how_much_more(counter: Counter):
    [found] = possible(counter, counter.renewal(verified=False, employed=False))
    assert (found.open, found.sentence.zh) == (False, "尚未实名认证。另有 1 项不符合。")


def test_a_window_that_is_missed_for_good_is_warned_of(counter: Counter):
    window = {"from": "-3 months", "to": "0 days", "of": "expiry", "missed": "lapse_final"}
    counter.publish(matter=make_matter(window=window))
    [found] = possible(counter, counter.renewal())
    assert "逾期不能补办" in found.sentence.zh


def test_what_can_be_missed_comes_before_what_can_wait(counter: Counter):
    counter.publish(matter=make_matter(window=None, reminders=None), name="toy.always")
    found = possible(counter, counter.renewal())
    assert [(one.version.name, one.open) for one in found] == [(MATTER, True), ("toy.always", True)]


def test_a_draft_and_an_open_case_are_shown_where_they_are(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    [drafted] = possible(counter, renewal)
    assert (drafted.application and drafted.application.id, drafted.open) == (application.id, True)
    counter.save(application, renewal)
    counter.submit(application, renewal)
    [running] = possible(counter, renewal)
    assert running.sentence.zh == "正在办理，办件 220100-260310-0001。"
    flight = counter.read(lambda session: queries.in_flight(session, [renewal.certificate]))
    assert flight[renewal.certificate].id == application.id


def test_a_certificate_that_no_matter_takes_offers_nothing(counter: Counter):
    counter.publish(matter=make_matter(categories=["B"]))
    assert possible(counter, counter.renewal()) == []


def test_matters_are_listed_by_their_codes(counter: Counter):
    counter.publish(name="toy.first", matter=make_matter(code="A-1"))
    found = counter.read(queries.matters)
    assert [one.matter.code for one in found] == ["A-1", "T-1"]
    assert counter.read(lambda session: queries.matter(session, "toy.first")).matter.code == "A-1"


def test_applications_are_listed_by_when_they_were_handed_in(counter: Counter):
    renewal = counter.renewal()
    first = counter.handed_in(renewal)
    counter.withdraw(first, renewal.holder)
    second = counter.handed_in(renewal)
    counter.act_in(lambda session: setattr(session.get_one(Application, first.id), "filed_at", LATER))
    mine = counter.read(lambda session: queries.applications_of(session, renewal.person))
    assert [one.id for one in mine] == [first.id, second.id]


def test_applications_are_listed_for_whom_they_concern(counter: Counter):
    renewal = counter.renewal()
    closed = counter.confirmed(renewal)
    counter.withdraw(closed, renewal.holder)
    running = counter.handed_in(renewal)
    counter.publish(name="toy.other")
    other = counter.renewal()
    draft = counter.begin(other, matter="toy.other")
    mine = counter.read(lambda session: queries.applications_of(session, renewal.person))
    assert [one.id for one in mine] == [running.id, closed.id]
    firm = counter.read(
        lambda session: queries.applications_of_enterprise(session, renewal.enterprise, states=["open"])
    )
    assert [one.id for one in firm] == [running.id]
    assert counter.read(lambda session: queries.applications_of_enterprise(session, other.enterprise)) == []
    assert counter.read(lambda session: queries.applications_of(session, other.person))[0].id == draft.id
    cases = [counter.row(one).case_id or 0 for one in (running, closed)]
    found = counter.read(lambda session: queries.by_case(session, cases))
    assert {number: one.id for number, one in found.items()} == {cases[0]: running.id, cases[1]: closed.id}


def test_everybody_concerned_opens_an_application_and_nobody_else(counter: Counter):
    renewal, stranger = counter.renewal(), counter.renewal()
    application = counter.confirmed(renewal)
    for standing in (renewal.holder, renewal.boss, counter.clerk(CHANGCHUN)):
        found = counter.read(lambda s, who=standing: queries.application(s, application.id, who))  # type: ignore[misc]
        assert found.id == application.id
    for standing in (stranger.holder, stranger.boss, counter.clerk(JILIN)):
        with pytest.raises(NotFound):
            counter.read(lambda s, who=standing: queries.application(s, application.id, who))  # type: ignore[misc]


def test_the_version_it_was_begun_on_explains_an_application(counter: Counter):
    application = counter.begin(counter.renewal())
    counter.publish(matter=make_matter(title={"zh": "新名称", "en": "New name"}))
    assert counter.read(lambda session: queries.matter_of(session, application)).title.zh == "证书延续"


def seen(counter: Counter, actor: Actor) -> set[int]:
    """The applications that somebody's roles show them."""

    def look(session):
        return set(
            session.scalars(
                queries.visible(session, actor, counter.registry).with_only_columns(Application.id)
            )
        )

    return counter.read(look)


def user(counter: Counter, name: str) -> Actor:
    return counter.read(
        lambda session: actor_of(session, session.scalar(select(USER.c.id).where(USER.c.username == name)))
    )


def test_roles_see_their_own_their_staffs_and_their_windows_applications(counter: Counter):
    renewal, other = counter.renewal(), counter.renewal()
    here, there = counter.handed_in(renewal), counter.handed_in(other, office=JILIN)
    draft = counter.begin(counter.renewal())
    assert seen(counter, user(counter, renewal.holder.name)) == {here.id}
    assert seen(counter, user(counter, renewal.boss.name)) == {here.id}
    assert seen(counter, user(counter, counter.clerk(CHANGCHUN).name)) == {here.id}
    assert seen(counter, user(counter, counter.clerk(JILIN).name)) == {there.id}
    assert draft.id not in seen(counter, user(counter, other.boss.name))


def test_the_province_sees_all_its_windows_and_no_drafts(counter: Counter):
    here = counter.handed_in(counter.renewal())
    there = counter.handed_in(counter.renewal(), office=JILIN)
    counter.begin(counter.renewal())

    def appointed(session):
        ledger = counter.ledger(session)
        number = ledger.user("province", "province_clerk")
        parties.bind_office(session, number, ledger.office(PROVINCE).id, actor="test", now=counter.now)

    counter.act_in(appointed)
    assert seen(counter, user(counter, "province")) == {here.id, there.id}


def test_nobody_signed_in_sees_nothing(counter: Counter):
    counter.handed_in(counter.renewal())
    assert seen(counter, Actor(None, "", frozenset())) == set()

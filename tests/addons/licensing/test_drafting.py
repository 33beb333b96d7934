"""addons.licensing.drafting: drafts that know what is on record, kept apart and deleted, on both databases."""

import pytest
from sqlalchemy import func, select

from addons.certificates import service as certificates
from addons.licensing import service
from addons.licensing.models import Application
from addons.licensing.queries import application as application_for
from approvals.people.assignment import PartyRef, Standing
from forms.models import Submission
from kernel.errors import Conflict, NotAllowed, NotFound
from kernel.models import AuditEntry
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import ENDS, MOBILE, Renewal
from tests.addons.licensing.samples import make_form, make_matter
from tests.addons.parties.town import CHANGCHUN


def test_a_draft_knows_what_is_on_record(counter: Counter):
    renewal = counter.renewal(appointment="01")
    answers = counter.submission(counter.begin(renewal)).answers
    assert answers["holder_name"] == "张小山"
    assert answers["valid_to"] == ENDS.isoformat()
    assert answers["certificate"] == counter.certificate(renewal).number
    assert (answers["phone"], answers["post"]) == (MOBILE, "01")


def test_a_second_beginning_leads_to_the_first_draft(counter: Counter):
    renewal = counter.renewal()
    first = counter.begin(renewal)
    counter.save(first, renewal, post="总经理")
    assert counter.begin(renewal).id == first.id
    assert counter.submission(first).answers["post"] == "总经理"
    assert counter.read(lambda session: session.scalar(select(func.count()).select_from(Submission))) == 1


def test_a_draft_begun_again_says_what_is_on_record_now(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    extend(counter, renewal)
    counter.begin(renewal)
    assert counter.submission(application).answers["valid_to"] == "2027-04-30"
    assert counter.row(application).certificate_revision == counter.certificate(renewal).revision


def test_what_is_saved_stays_and_what_is_no_answer_is_told(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    saved = counter.save(application, renewal, phone="12")
    assert set(saved.problems) == {"phone"}
    assert saved.revision == counter.form_seen(application)
    assert counter.submission(application).answers["office"] == CHANGCHUN
    assert counter.submission(application).rough["phone"] == "12"


def test_given_answers_are_not_taken_from_a_page(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    with pytest.raises(NotAllowed):
        counter.act_in(
            lambda session: service.save(
                session,
                application,
                {"employer_contact": "李娜"},
                sections=["employer_part"],
                seen=1,
                standing=renewal.holder,
                registry=counter.registry,
                now=counter.now,
            )
        )
    saved = counter.save(application, renewal, holder_name="王建国")
    assert "holder_name" in saved.problems
    assert counter.submission(application).answers["holder_name"] == "张小山"


def test_a_stale_page_saves_nothing(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    seen = counter.form_seen(application)
    counter.save(application, renewal, post="总经理")
    with pytest.raises(Conflict, match="别的窗口"):
        counter.save(application, renewal, post="安全总监", seen=seen)
    assert counter.submission(application).answers["post"] == "总经理"


def test_somebody_elses_draft_is_as_one_that_is_not_there(counter: Counter):
    mine, other = counter.renewal(), counter.renewal()
    application = counter.begin(other)
    missing = counter.begin(mine)
    counter.act_in(lambda session: service.discard(session, missing, standing=mine.holder, now=counter.now))
    acts = [
        lambda: counter.save(application, mine, seen=1),
        lambda: counter.submit(application, mine),
        lambda: counter.act_in(
            lambda session: service.discard(session, application, standing=mine.holder, now=counter.now)
        ),
        lambda: counter.read(lambda session: application_for(session, application.id, mine.holder)),
    ]
    for act in acts:
        with pytest.raises(NotFound, match="没有这份申请，或您无权查看"):
            act()
    with pytest.raises(NotFound, match="没有这份申请，或您无权查看"):
        counter.read(lambda session: application_for(session, missing.id, mine.holder))


def test_a_draft_is_hidden_from_the_employer_it_will_name(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    assert counter.row(application).enterprise_id is None
    with pytest.raises(NotFound):
        counter.read(lambda session: application_for(session, application.id, renewal.boss))


def test_a_deleted_draft_leaves_its_audit_entry_only(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.act_in(
        lambda session: service.discard(session, application, standing=renewal.holder, now=counter.now)
    )
    left = counter.read(lambda session: [*session.query(Application), *session.query(Submission)])
    assert left == []
    actions = counter.read(lambda session: list(session.scalars(select(AuditEntry.action))))
    assert "application.discard" in actions


def test_what_was_handed_in_is_not_deleted(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    with pytest.raises(Conflict, match="已于 2026-03-10 10:00 提交"):
        counter.act_in(
            lambda session: service.discard(session, application, standing=renewal.holder, now=counter.now)
        )


def test_what_was_handed_in_is_not_changed(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    with pytest.raises(NotAllowed, match="现在不由您填写"):
        counter.save(application, renewal, post="安全总监")


def test_an_enterprise_applies_for_what_is_an_enterprises(counter: Counter):
    counter.publish(matter=make_matter(subject="enterprise"))
    renewal = counter.renewal()
    application = counter.begin(renewal, renewal.boss)
    found = counter.row(application)
    assert (found.initiator_kind, found.initiator_id) == ("enterprise", renewal.enterprise)
    assert (found.person_id, found.enterprise_id) == (None, renewal.enterprise)
    with pytest.raises(NotAllowed):
        counter.begin(renewal)


def test_a_matter_without_a_certificate_begins_from_the_account(counter: Counter):
    form = make_form()
    form["sections"][0]["fields"] = form["sections"][0]["fields"][:1]
    bare = {"certificate_type": None, "categories": None, "window": None, "reminders": None, "checks": None}
    counter.publish(form=form, matter=make_matter(**bare, prefill=None))
    renewal = counter.renewal()
    none = Renewal(renewal.person, renewal.enterprise, 0, renewal.holder, renewal.boss)
    application = counter.begin(none)
    assert counter.row(application).person_id == renewal.person
    assert counter.begin(none).id == application.id


def test_a_person_with_an_enterprise_of_the_same_id_is_not_that_enterprise(counter: Counter):
    renewal = counter.renewal()
    twin = Standing(9, "twin", parties=frozenset({PartyRef("enterprise", renewal.person)}))
    application = counter.begin(renewal)
    with pytest.raises(NotFound):
        counter.act_in(lambda session: service.discard(session, application, standing=twin, now=counter.now))


def extend(counter: Counter, renewal: Renewal) -> None:
    """The certificate is extended by another way than this application."""
    counter.act_in(
        lambda session: certificates.extend(
            session, renewal.certificate, years=1, seen=ENDS, now=counter.now, actor="test", cause="other"
        )
    )

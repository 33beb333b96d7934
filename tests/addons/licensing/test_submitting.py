"""addons.licensing.submitting: handing in, once, complete, by whose it is, on both databases."""

from datetime import date

import pytest
from sqlalchemy import func, select, update

from addons.certificates import service as certificates
from addons.licensing.findings import Refused
from addons.licensing.models import Application
from addons.parties.models import Office
from approvals.cases.view import CASE
from forms.service import NotReady
from kernel.errors import Conflict
from kernel.models import AuditEntry
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import ENDS
from tests.addons.licensing.samples import make_form
from tests.addons.parties.town import CHANGCHUN, JILIN


def test_handing_in_makes_a_numbered_case_that_the_employer_has(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    found, case = counter.row(application), counter.case(application)
    assert (found.state, found.number, found.person_id) == ("open", "220100-260310-0001", renewal.person)
    assert found.filed_at == counter.now
    assert [one.step for one in case.state.open] == ["employer"]
    facts = {"holder": renewal.person, "employer": renewal.enterprise, "certificate": renewal.certificate}
    assert facts.items() <= case.facts.items()
    assert case.facts["certificate_valid_to"] == ENDS
    assert case.facts["office"] == found.office_id
    assert case.number == found.number


def test_numbers_count_by_office_and_day_without_gaps(counter: Counter):
    applications = [
        counter.handed_in(counter.renewal(), office=office) for office in (CHANGCHUN, JILIN, CHANGCHUN)
    ]
    counter.clock.advance(days=1)
    applications.append(counter.handed_in(counter.renewal()))
    assert [counter.row(one).number for one in applications] == [
        "220100-260310-0001",
        "220200-260310-0001",
        "220100-260310-0002",
        "220100-260311-0001",
    ]


def test_a_refused_submission_takes_no_number(counter: Counter):
    renewal = counter.renewal()
    draft = counter.begin(renewal)
    with pytest.raises(NotReady):
        counter.submit(draft, renewal)
    assert counter.row(counter.handed_in(counter.renewal())).number == "220100-260310-0001"


def test_without_a_window_chosen_the_office_of_the_employer_numbers_the_case(counter: Counter):
    from tests.addons.licensing.samples import make_chain

    chain = make_chain()
    for step in chain["steps"][2:]:
        step["office"] = {"level": "city", "routing": "by_employer"}
    counter.publish(form=make_form(office=False), chain=chain)
    renewal = counter.renewal()
    application = counter.begin(renewal)
    found = counter.row(counter.submit(application, renewal))
    assert (found.number, found.office_id) == ("220100-260310-0001", None)


def test_a_second_click_is_told_the_number_of_the_first(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.save(application, renewal)
    seen = counter.form_seen(application)
    counter.submit(application, renewal, seen=seen)
    with pytest.raises(Conflict, match="已于 2026-03-10 10:00 提交，办件号 220100-260310-0001"):
        counter.submit(application, renewal, seen=seen)
    assert counter.read(lambda session: session.scalar(select(func.count()).select_from(CASE))) == 1


def test_a_page_that_was_checked_before_a_change_hands_nothing_in(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.save(application, renewal)
    seen = counter.form_seen(application)
    counter.save(application, renewal, post="安全总监")
    with pytest.raises(Conflict, match="别的窗口"):
        counter.submit(application, renewal, seen=seen)
    assert counter.row(application).state == "draft"


def test_what_is_missing_is_told_field_by_field(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.save(application, renewal, phone="", office="")
    with pytest.raises(NotReady) as refused:
        counter.submit(application, renewal)
    assert set(refused.value.faults) == {"phone", "office"}


@pytest.mark.parametrize("office", ["999999", "220000"])
def test_a_window_that_takes_no_part_is_refused_at_its_field(counter: Counter, office: str):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.save(application, renewal, office=office)
    with pytest.raises(NotReady) as refused:
        counter.submit(application, renewal)
    assert set(refused.value.faults) == {"office"}


def test_a_window_that_was_closed_is_refused_at_its_field(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.save(application, renewal, office=JILIN)
    counter.act_in(
        lambda session: session.execute(
            update(Office).where(Office.code == JILIN).values(closed_on=date(2026, 3, 1))
        )
    )
    with pytest.raises(NotReady, match="1 处"):
        counter.submit(application, renewal)


def test_a_draft_kept_until_the_window_closed_is_refused(counter: Counter):
    renewal = counter.renewal(ends=date(2026, 3, 10))
    application = counter.begin(renewal)
    counter.save(application, renewal)
    counter.clock.advance(days=1)
    with pytest.raises(Refused) as refused:
        counter.submit(application, renewal)
    assert [problem.place for problem in refused.value.problems] == ["within_window"]
    assert counter.row(application).state == "draft"


def test_a_certificate_that_changed_meanwhile_is_looked_at_again_first(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.save(application, renewal)
    counter.act_in(
        lambda session: certificates.change_fields(
            session, renewal.certificate, {"appointment": "02"}, now=counter.now, actor="test", cause="other"
        )
    )
    with pytest.raises(Refused) as refused:
        counter.submit(application, renewal)
    assert [problem.place for problem in refused.value.problems] == ["unchanged"]
    assert "保存一次" in refused.value.problems[0].remedy.zh
    counter.save(application, renewal)
    assert counter.row(counter.submit(application, renewal)).state == "open"


def test_every_submission_is_in_the_audit_log(counter: Counter):
    counter.handed_in(counter.renewal())
    entries = counter.read(
        lambda session: session.scalars(
            select(AuditEntry).where(AuditEntry.action == "application.submit")
        ).all()
    )
    assert [entry.detail["number"] for entry in entries] == ["220100-260310-0001"]


def test_of_two_matters_on_one_certificate_one_is_handed_in(counter: Counter):
    renewal = counter.renewal()
    counter.publish(name="toy.other")
    first, second = counter.begin(renewal), counter.begin(renewal, matter="toy.other")
    counter.save(first, renewal)
    counter.save(second, renewal)
    number = counter.row(counter.submit(first, renewal)).number
    with pytest.raises(Refused, match="1 项不符合") as refused:
        counter.submit(second, renewal)
    assert str(number) in refused.value.problems[0].what.zh
    states = counter.read(
        lambda session: session.execute(select(Application.matter, Application.state)).all()
    )
    assert sorted(map(tuple, states)) == [("toy.other", "draft"), ("toy.renewal", "open")]

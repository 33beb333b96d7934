"""addons.licensing.acting: confirmed, decided, returned, mended, taken back; every bad act told what to do."""

from datetime import date

import pytest

from addons.certificates import service as certificates
from addons.certificates.words import State
from addons.licensing.findings import Refused
from addons.licensing.queries import application as application_for
from addons.parties import service as parties
from approvals.engine import Defect
from approvals.words import Verb
from forms.service import NotReady
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import ENDS
from tests.addons.parties.town import CHANGCHUN, JILIN

DEFECTS = (Defect("phone", "号码打不通"), Defect("post", "与任职文件不符"))


def test_the_employer_fills_in_its_part_and_files_the_case(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    case = counter.case(application)
    assert counter.submission(application).answers["employer_contact"] == "李娜"
    assert case.state.filed == date(2026, 3, 10)
    assert [one.step for one in case.state.open] == ["acceptance"]
    assert case.facts["employer_contact"] == "李娜"


def test_an_employer_who_leaves_its_part_empty_files_nothing(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    with pytest.raises(NotReady) as refused:
        counter.confirm(application, renewal, values={"employer_contact": ""})
    assert set(refused.value.faults) == {"employer_contact"}
    assert [one.step for one in counter.case(application).state.open] == ["employer"]


def test_the_employer_cannot_change_what_the_applicant_said(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    before = counter.submission(application).answers["phone"]
    with pytest.raises(NotReady):
        counter.confirm(application, renewal, values={"employer_contact": "李娜", "phone": "19900000099"})
    assert counter.submission(application).answers["phone"] == before


def test_the_window_is_measured_when_the_employer_files(counter: Counter):
    renewal = counter.renewal(ends=date(2026, 3, 12))
    application = counter.handed_in(renewal)
    counter.clock.advance(days=2)
    counter.confirm(application, renewal)
    late = counter.renewal(ends=date(2026, 3, 12))
    waiting = counter.handed_in(late)
    counter.clock.advance(days=1)
    with pytest.raises(Refused) as refused:
        counter.confirm(waiting, late)
    assert [problem.place for problem in refused.value.problems] == ["within_window"]


def test_who_left_before_the_employer_files_is_not_renewed(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    counter.act_in(
        lambda session: parties.dismiss(session, renewal.person, renewal.enterprise, until=date(2026, 3, 9))
    )
    with pytest.raises(Refused) as refused:
        counter.confirm(application, renewal)
    assert [problem.place for problem in refused.value.problems] == ["employed_by"]


def test_a_certificate_that_changed_before_filing_goes_back_to_the_applicant(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    change(counter, renewal)
    with pytest.raises(Refused) as refused:
        counter.confirm(application, renewal)
    assert [problem.place for problem in refused.value.problems] == ["unchanged"]
    counter.act(
        application, "employer", Verb.RETURN, renewal.boss, defects=(Defect("certificate", "有变动"),)
    )
    counter.resubmit(application, renewal, why="职务没有错")
    counter.confirm(application, renewal)
    assert counter.case(application).state.filed is not None


def test_filed_in_time_is_granted_after_the_expiry_from_the_old_end(counter: Counter):
    from addons.certificates.expiry import lapsed

    renewal = counter.renewal(ends=date(2026, 3, 10))
    application = counter.confirmed(renewal)
    counter.clock.advance(days=3)
    counter.act_in(lambda session: lapsed(session, on=counter.clock.today(), now=counter.now))
    assert counter.certificate(renewal).state == State.LAPSED
    clerk = counter.clerk()
    counter.act(application, "acceptance", Verb.RETURN, clerk, defects=DEFECTS)
    counter.resubmit(application, renewal, why="职务没有错")
    counter.confirm(application, renewal)
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    counter.act(application, "decision", Verb.APPROVE, clerk)
    found = counter.certificate(renewal)
    assert (found.state, found.valid_to) == (State.VALID, date(2029, 3, 10))


def test_returned_with_two_defects_it_is_mended_and_goes_on(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk = counter.clerk()
    counter.act(application, "acceptance", Verb.RETURN, clerk, defects=DEFECTS, opinion="请补正")
    correction = counter.case(application).state.correction
    assert correction is not None
    assert (correction.step, correction.defects) == ("filing", DEFECTS)
    counter.save(application, renewal, phone="19900000022")
    counter.resubmit(application, renewal, why="职务没有错")
    assert counter.submission(application).answers["phone"] == "19900000022"
    assert counter.case(application).facts["phone"] == "19900000022"
    assert [one.step for one in counter.case(application).state.open] == ["employer"]
    with pytest.raises(Conflict) as refused:
        counter.resubmit(application, renewal)
    assert "补正已经交回" in refused.value.what.zh, "as when it is sent from a second window"


def test_who_mends_an_application_may_choose_another_window(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    before = counter.row(application).office_id
    clerk, other = counter.clerk(CHANGCHUN), counter.clerk(JILIN)
    counter.act(application, "acceptance", Verb.RETURN, clerk, defects=DEFECTS)
    counter.save(application, renewal, office=JILIN)
    counter.resubmit(application, renewal, why="职务没有错")
    counter.confirm(application, renewal)
    assert counter.row(application).office_id != before
    counter.act(application, "acceptance", Verb.ACCEPT, other)
    with pytest.raises(NotFound):
        counter.act(application, "decision", Verb.APPROVE, clerk)


def test_a_return_needs_to_say_what_is_wrong(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    with pytest.raises(Invalid):
        counter.act(application, "acceptance", Verb.RETURN, counter.clerk())


@pytest.mark.parametrize(("verb", "outcome"), [(Verb.NOT_ACCEPT, "not_accepted"), (Verb.REJECT, "refused")])
def test_who_is_refused_keeps_the_certificate_and_may_apply_again(counter: Counter, verb, outcome):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk = counter.clerk()
    step = "acceptance"
    if verb is Verb.REJECT:
        counter.act(application, "acceptance", Verb.ACCEPT, clerk)
        step = "decision"
    counter.act(application, step, verb, clerk, opinion="材料不实")
    found = counter.row(application)
    assert (found.state, found.outcome, found.closed_at) == ("closed", outcome, counter.now)
    assert counter.certificate(renewal).valid_to == ENDS
    assert counter.effects(application) == []
    assert counter.handed_in(renewal).id != application.id


def test_an_employer_that_does_not_agree_ends_the_application(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    counter.act(application, "employer", Verb.REJECT, renewal.boss, opinion="已离职")
    assert counter.row(application).outcome == "terminated"


def test_taken_back_it_frees_the_certificate(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    counter.withdraw(application, renewal.holder)
    assert (counter.row(application).state, counter.row(application).outcome) == ("closed", "withdrawn")
    assert counter.handed_in(renewal).id != application.id


def test_only_who_applied_takes_it_back(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    for stranger in (renewal.boss, counter.clerk(), counter.renewal().holder):
        with pytest.raises(NotFound):
            counter.withdraw(application, stranger)


def test_a_draft_is_deleted_and_not_taken_back(counter: Counter):
    from addons.licensing import service

    renewal = counter.renewal()
    application = counter.begin(renewal)
    with pytest.raises(Conflict, match="还没有提交"):
        counter.act_in(
            lambda session: service.withdraw(
                session,
                application,
                seen=0,
                standing=renewal.holder,
                registry=counter.registry,
                now=counter.now,
            )
        )


def test_the_second_of_two_clerks_is_told_by_whom_and_when(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    one, other = counter.clerk(), counter.clerk()
    seen = counter.case(application).state.seq
    counter.act(application, "acceptance", Verb.ACCEPT, one, seen=seen)
    with pytest.raises(Conflict, match=f"{one.name}.* 已于 03-10 10:00 受理"):
        counter.act(application, "acceptance", Verb.ACCEPT, other, seen=seen)


def test_a_second_confirmation_is_told_of_the_first_and_of_nothing_else(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    seen = counter.case(application).state.seq
    counter.confirm(application, renewal, seen=seen)
    with pytest.raises(Conflict, match="您已于 03-10 10:00 办理过"):
        counter.confirm(application, renewal, seen=seen, values={"employer_contact": ""})


def test_a_closed_application_takes_no_further_act(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    counter.withdraw(application, renewal.holder)
    with pytest.raises(Conflict, match="已办结"):
        counter.act(application, "acceptance", Verb.ACCEPT, counter.clerk())


@pytest.mark.parametrize("office", [JILIN])
def test_a_clerk_of_another_window_finds_nothing(counter: Counter, office: str):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    stranger = counter.clerk(office)
    with pytest.raises(NotFound, match="没有这份申请，或您无权查看"):
        counter.act(application, "acceptance", Verb.ACCEPT, stranger)
    with pytest.raises(NotFound):
        counter.read(lambda session: application_for(session, application.id, stranger))


def test_the_applicant_does_not_decide_on_the_own_application(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    with pytest.raises(NotAllowed):
        counter.act(application, "acceptance", Verb.ACCEPT, renewal.holder)


def test_another_enterprise_confirms_nothing(counter: Counter):
    renewal, other = counter.renewal(), counter.renewal()
    application = counter.handed_in(renewal)
    with pytest.raises(NotFound):
        counter.act(application, "employer", Verb.APPROVE, other.boss, values={"employer_contact": "王"})


def test_a_certificate_extended_meanwhile_stops_the_decision(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk = counter.clerk()
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    counter.act_in(
        lambda session: certificates.extend(
            session, renewal.certificate, years=1, seen=ENDS, now=counter.now, actor="test", cause="other"
        )
    )
    with pytest.raises(Conflict, match="有效期已变为"):
        counter.act(application, "decision", Verb.APPROVE, clerk)
    assert counter.row(application).state == "open"
    assert counter.certificate(renewal).valid_to == date(2027, 4, 30)
    # as the message says: returned, mended for the certificate as it is, and decided on that
    counter.act(application, "decision", Verb.RETURN, clerk, defects=(Defect("valid_to", "有变动"),))
    counter.resubmit(application, renewal, why="职务没有错")
    counter.confirm(application, renewal)
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    counter.act(application, "decision", Verb.APPROVE, clerk)
    assert counter.certificate(renewal).valid_to == date(2030, 4, 30)


def change(counter, renewal):
    """Somebody changes the certificate by another way than this application."""
    counter.act_in(
        lambda session: certificates.change_fields(
            session, renewal.certificate, {"appointment": "02"}, now=counter.now, actor="test", cause="other"
        )
    )

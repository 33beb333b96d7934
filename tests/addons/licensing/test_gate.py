"""addons.licensing.gate: may they apply; every failure at once, each with what to do, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from addons.certificates.models import Certificate
from addons.certificates.words import State
from addons.licensing import service
from addons.licensing.findings import Refused
from addons.licensing.gate import gate
from addons.licensing.matters import matter_in_force
from addons.licensing.words import Verdict
from addons.parties import service as parties
from addons.parties.models import Enterprise
from addons.parties.words import EnterpriseStatus
from kernel.errors import NotFound
from kernel.models import AuditEntry
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import Renewal
from tests.addons.licensing.samples import MATTER, make_matter

TODAY = date(2026, 3, 10)


def looked(counter: Counter, renewal: Renewal, on: date = TODAY):
    """What the gate finds for the certificate on that day."""

    def look(session):
        return gate(
            session,
            matter_in_force(session, MATTER),
            person_id=renewal.person,
            certificate=session.get_one(Certificate, renewal.certificate),
            on=on,
            now=counter.now,
            registry=counter.registry,
        )

    return counter.read(look)


def refusal(counter: Counter, renewal: Renewal) -> dict[str, str]:
    """The failures with which a beginning is refused, by their checks, each with its remedy."""
    with pytest.raises(Refused) as refused:
        counter.begin(renewal)
    assert all(problem.remedy.zh and problem.remedy.en for problem in refused.value.problems)
    return {problem.place: problem.what.zh for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("end", "open_on", "early", "last"),
    [
        (date(2026, 5, 31), date(2026, 2, 28), date(2026, 2, 27), date(2026, 5, 31)),
        (date(2026, 6, 30), date(2026, 3, 30), date(2026, 3, 29), date(2026, 6, 30)),
        (date(2028, 5, 29), date(2028, 2, 29), date(2028, 2, 28), date(2028, 5, 29)),
    ],
)
def test_the_window_is_open_from_its_first_day_to_its_last(counter, end, open_on, early, last):
    renewal = counter.renewal(ends=end)
    days = (early, open_on, last, last + timedelta(days=1))
    assert [looked(counter, renewal, day).passes for day in days] == [False, True, True, False]


def test_a_day_too_early_is_told_when_the_window_opens(counter):
    renewal = counter.renewal(ends=date(2026, 6, 11))
    assert refusal(counter, renewal) == {"within_window": "还没到办理时间，2026-03-11 起可以办理。"}


def test_a_day_too_late_is_told_when_it_closed(counter):
    renewal = counter.renewal(ends=date(2026, 3, 9))
    assert refusal(counter, renewal) == {"within_window": "已过办理时间，截止日是 2026-03-09。"}


def test_the_last_day_is_still_in_time(counter):
    assert counter.begin(counter.renewal(ends=TODAY)).id


def test_before_the_matter_opens_nobody_applies_and_from_midnight_on_everybody(counter):
    counter.publish(matter=make_matter(opens_on="2026-03-11"))
    renewal = counter.renewal()
    assert "自 2026-03-11 起" in refusal(counter, renewal)["open_for_business"]
    counter.clock.advance(hours=13, minutes=59)
    assert "open_for_business" in refusal(counter, renewal)
    counter.clock.advance(minutes=1)
    assert counter.begin(renewal).id


def test_who_is_not_verified_is_told_how_to_be(counter):
    assert "实名" in refusal(counter, counter.renewal(verified=False))["real_name"]


def test_who_does_not_work_there_is_told_what_to_change(counter):
    assert "不受聘于" in refusal(counter, counter.renewal(employed=False))["employed_by"]


def test_employment_that_ended_yesterday_is_none(counter):
    renewal = counter.renewal()
    counter.act_in(
        lambda session: parties.dismiss(
            session, renewal.person, renewal.enterprise, until=TODAY - timedelta(days=1)
        )
    )
    assert "employed_by" in refusal(counter, renewal)


def test_a_certificate_without_an_employer_is_told_so(counter):
    assert "没有聘用企业" in refusal(counter, counter.renewal(enterprise=None))["employed_by"]


def test_an_enterprise_that_is_no_more_confirms_nothing(counter):
    renewal = counter.renewal()

    def closed(session):
        session.get_one(Enterprise, renewal.enterprise).status = EnterpriseStatus.DEREGISTERED

    counter.act_in(closed)
    assert "已注销" in refusal(counter, renewal)["employed_by"]


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CANCELLED, State.REVOKED, State.TRANSFERRED])
def test_a_certificate_that_is_not_valid_is_not_renewed(counter, state):
    renewal = counter.renewal()
    counter.act_in(lambda session: set_state(session, renewal, state))
    assert "状态为" in refusal(counter, renewal)["state_in"]


def test_a_second_application_is_told_the_number_of_the_first(counter):
    renewal = counter.renewal()
    number = counter.row(counter.handed_in(renewal)).number
    assert number is not None
    assert number in refusal(counter, renewal)["no_open_case"]


def test_all_failures_are_told_at_once(counter):
    renewal = counter.renewal(ends=date(2026, 8, 1), verified=False, employed=False)
    counter.act_in(lambda session: set_state(session, renewal, State.SUSPENDED))
    assert set(refusal(counter, renewal)) == {"within_window", "real_name", "state_in", "employed_by"}


def test_what_has_no_answer_blocks_only_where_the_matter_says_so(counter):
    renewal = counter.renewal()
    counter.publish(matter=make_matter(checks=[{"check": "real_name", "unknown": "officer"}]))
    officer = looked_without_person(counter, renewal)
    assert officer.passes
    assert [one.check for one in officer.for_officer] == ["real_name"]
    counter.publish(matter=make_matter(checks=[{"check": "real_name", "unknown": "block"}]))
    blocked = looked_without_person(counter, renewal)
    assert [one.finding.verdict for one in blocked.failures] == [Verdict.UNKNOWN]


def test_nobody_begins_with_the_certificate_of_somebody_else(counter):
    mine, other = counter.renewal(), counter.renewal()
    with pytest.raises(NotFound) as refused:
        counter.begin(other, mine.holder)
    missing = Renewal(mine.person, mine.enterprise, 999_999, mine.holder, mine.boss)
    with pytest.raises(NotFound) as absent:
        counter.begin(missing)
    assert str(refused.value) == str(absent.value)


def test_a_certificate_of_another_category_is_refused(counter):
    counter.publish(matter=make_matter(categories=["B"]))
    with pytest.raises(Exception, match="这本证书不能办理"):
        counter.begin(counter.renewal())


def test_a_matter_that_is_closed_cannot_be_begun(counter):
    from kernel.definitions import retire

    renewal = counter.renewal()
    counter.act_in(lambda session: retire(session, [MATTER]))
    with pytest.raises(NotFound, match="已停办"):
        counter.begin(renewal)


def test_an_account_that_stands_for_nobody_applies_for_nothing(counter):
    with pytest.raises(Exception, match="不能申请"):
        counter.begin(counter.renewal(), counter.clerk())


def looked_without_person(counter, renewal):
    """What the gate finds when nobody says who applies."""

    def look(session):
        return gate(
            session,
            matter_in_force(session, MATTER),
            person_id=None,
            certificate=session.get_one(Certificate, renewal.certificate),
            on=TODAY,
            now=counter.now,
            registry=counter.registry,
        )

    return counter.read(look)


def set_state(session, renewal, state):
    session.get_one(Certificate, renewal.certificate).state = state


def tried(counter, renewal, refusal):
    """The attempt is put on record."""
    counter.act_in(
        lambda session: service.record_attempt(
            session,
            refusal,
            matter=MATTER,
            certificate_id=renewal.certificate,
            standing=renewal.holder,
            now=counter.now,
        )
    )


def attempts(counter):
    return counter.read(
        lambda session: session.scalars(
            select(AuditEntry).where(AuditEntry.action == "application.refused")
        ).all()
    )


def test_a_refused_attempt_is_on_record_with_the_checks_in_the_way(counter):
    renewal = counter.renewal(verified=False, employed=False)
    with pytest.raises(Refused) as refused:
        counter.begin(renewal)
    tried(counter, renewal, refused.value)
    assert [(entry.actor, entry.thing, entry.detail["checks"]) for entry in attempts(counter)] == [
        (renewal.holder.name, f"matter:{MATTER}", ["real_name", "employed_by"])
    ]


def test_the_same_attempt_is_on_record_once_an_hour(counter):
    renewal = counter.renewal(verified=False, employed=False)
    with pytest.raises(Refused) as refused:
        counter.begin(renewal)
    for _ in range(3):
        tried(counter, renewal, refused.value)
    assert len(attempts(counter)) == 1
    counter.clock.advance(hours=1)
    tried(counter, renewal, refused.value)
    assert len(attempts(counter)) == 2

"""What became of cases: passed at the first go, sent back and why; of the offices of whoever asks, in their time."""

from datetime import timedelta

from approvals.engine import Defect
from approvals.lists.outcomes import OTHER, Decided, closed_rows, decided, reasons_of, returned_for, returns
from approvals.lists.overview import Scope, by_matter
from approvals.people.assignment import Standing
from approvals.words import Outcome, Verb
from kernel.clock import local_day
from kernel.db import transaction
from tests.approvals.offices import APPLICANT, BOSS, CLERK, DECIDE, FILING, PROVINCE
from tests.approvals.samples import make_chain

SIMPLE = make_chain(FILING | {"files": True}, DECIDE)
STRANGE = Standing(9, "far", offices=frozenset({PROVINCE}), roles=frozenset({"city_clerk"}))


def test_what_passed_at_the_first_go_and_what_was_sent_back(desk):
    since, chain = desk.clock.now(), desk.publish(SIMPLE)
    straight, back, open_one = (desk.begin_on(chain).id for _ in range(3))
    desk.decide(straight, "city", Verb.APPROVE, CLERK)
    for _ in range(2):
        desk.decide(
            back, "city", Verb.RETURN, CLERK, defects=[Defect("a", "没有 盖章"), Defect("b", "没有 盖章")]
        )
        desk.decide(back, "filing", Verb.RESUBMIT, APPLICANT)
        desk.clock.advance(minutes=1)
    desk.clock.advance(days=1)
    desk.decide(back, "city", Verb.APPROVE, CLERK)
    desk.decide(open_one, "city", Verb.RETURN, CLERK, defects=[Defect("", "照片不合格")])
    today = local_day(desk.clock.now())
    with transaction(desk.engine) as session:
        found = decided(session, Scope(CLERK, since))
        assert found == Decided(2, 1, 1, found.late, ((today - timedelta(days=1), 1), (today, 1)))
        assert found.rate == 0.5
        assert found.busiest == (today - timedelta(days=1), 1)
        assert [(one.case, one.outcome) for one in closed_rows(session, Scope(CLERK, since))] == [
            (back, Outcome.GRANTED),
            (straight, Outcome.GRANTED),
        ]
        mended = closed_rows(session, Scope(CLERK, since), mended=True)
        assert [one.case for one in mended] == [back], "as many as the number says"
        sent = returns(session, Scope(CLERK, since))
        assert [(one.line.case, one.who) for one in sent] == [(open_one, "li"), (back, "li"), (back, "li")]
        assert [(one.words, one.count) for one in reasons_of(sent)] == [("没有 盖章", 2), ("照片不合格", 1)]
        assert [one.count for one in by_matter(session, Scope(CLERK, since))] == [5]
        assert decided(session, Scope(STRANGE, since)) == Decided(0, 0, 0, 0)
        assert returns(session, Scope(STRANGE, since)) == []
        later = Scope(CLERK, desk.clock.now() + timedelta(seconds=1))
        assert decided(session, later).rate is None
        early = Scope(CLERK, since, until=since + timedelta(hours=1))
        assert (decided(session, early).count, len(returns(session, early))) == (1, 2)


def test_what_the_employer_sent_back_has_passed_the_office_at_the_first_go(desk):
    since, case = desk.clock.now(), desk.begin().id
    desk.decide(case, "employer", Verb.RETURN, BOSS, defects=[Defect("a", "不对")])
    desk.decide(case, "filing", Verb.RESUBMIT, APPLICANT)
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    with transaction(desk.engine) as session:
        found = decided(session, Scope(CLERK, since))
        assert (found.count, found.straight, found.returned) == (1, 1, 0)


def test_the_frequent_reasons_are_named_and_the_rest_are_others(desk):
    since, chain = desk.clock.now(), desk.publish(SIMPLE)
    for place in range(7):
        case = desk.begin_on(chain).id
        desk.decide(
            case, "city", Verb.RETURN, CLERK, defects=[Defect("", f"原因{place}"), Defect("", "没有盖章")]
        )
    with transaction(desk.engine) as session:
        sent = returns(session, Scope(CLERK, since))
    reasons = reasons_of(sent)
    assert (reasons[0].words, reasons[0].count) == ("没有盖章", 7)
    assert (reasons[-1].key, reasons[-1].count, len(reasons)) == (OTHER, 3, 6)
    assert len(returned_for(sent, reasons[0].key)) == len(returned_for(sent, "")) == 7
    assert len(returned_for(sent, reasons[1].key)) == 1
    assert len(returned_for(sent, OTHER)) == 3
    assert returned_for(sent, "nothing") == []

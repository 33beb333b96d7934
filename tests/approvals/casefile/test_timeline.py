"""The history of a case as people read it."""

from sqlalchemy import update

from approvals.casefile.timeline import Point, timeline
from approvals.cases.statements import DECISION
from approvals.engine import Defect
from approvals.words import Verb
from kernel.db import session_factory, transaction
from kernel.text import Text
from tests.approvals.offices import APPLICANT, CLERK, DECIDE, FILING, Desk
from tests.approvals.samples import make_chain

SIMPLE = make_chain(FILING | {"files": True}, DECIDE)


def points(desk: Desk, case: int) -> list[Point]:
    """The timeline of the case."""
    with session_factory(desk.engine)() as session:
        return timeline(session, desk.registry, desk.case(case))


def test_every_act_is_a_point_and_what_it_waits_for_the_last(desk):
    case = desk.begin(SIMPLE).id
    found = [(one.state, one.what.zh, one.step.zh) for one in points(desk, case)]
    assert found == [("done", "开始", ""), ("done", "提交", "filing"), ("now", "等待办理", "city")]


def test_a_return_says_where_to_and_what_is_wrong_with_what(desk):
    case = desk.begin(SIMPLE).id
    defects = [Defect("phone", "少一位"), Defect("", "缺页")]
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=defects, opinion="请尽快")
    told = points(desk, case)[2]
    assert (told.state, told.to, told.opinion) == ("warn", Text("filing", "filing"), "请尽快")
    assert [(one.at.zh, one.what) for one in told.defects] == [("phone", "少一位"), ("整件申请", "缺页")]


def test_an_account_without_a_name_goes_by_its_username(desk):
    case = desk.begin(SIMPLE).id
    assert points(desk, case)[1].who == Text(APPLICANT.name, APPLICANT.name)


def test_the_platform_acts_as_itself(desk):
    case = desk.begin(SIMPLE).id
    desk.clock.advance(days=30)
    desk.tick()
    late = next(one for one in points(desk, case) if one.what.zh == "超过时限")
    assert (late.state, late.who) == ("warn", Text("系统", "the platform"))


def test_a_closed_case_ends_with_its_outcome(desk):
    case = desk.begin(SIMPLE).id
    desk.decide(case, "city", Verb.REJECT, CLERK, opinion="不符合条件")
    assert [(one.state, one.what.zh) for one in points(desk, case)][-2:] == [
        ("bad", "不同意"),
        ("bad", "不予许可"),
    ]


def test_an_entry_that_was_erased_still_has_its_place(desk):
    case = desk.begin(SIMPLE).id
    desk.decide(case, "city", Verb.REJECT, CLERK, opinion="不符合条件")
    with transaction(desk.engine) as session:
        session.execute(update(DECISION).where(DECISION.c.case_id == case).values(entry=None, salt=None))
    erased = points(desk, case)[2]
    assert (erased.what.zh, erased.opinion, erased.defects) == ("不同意", "", ())

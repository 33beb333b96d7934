"""approvals.acts.meanwhile: an act on the whole case is about where it stood when somebody looked."""

import pytest

from approvals.words import Outcome, Verb
from kernel.errors import Conflict
from tests.approvals.offices import APPLICANT, BOSS, CLERK, FILING, OVERSEER, Desk
from tests.approvals.samples import make_chain, make_step

URGED = make_chain(
    FILING,
    make_step("city", role="city_clerk", verbs=["approve", "reject", "return", "urge", "cc"]),
    make_step("more", role="city_clerk"),
)


@pytest.mark.parametrize("verb", [Verb.SUSPEND, Verb.TERMINATE, Verb.JUMP])
def test_who_looks_after_the_case_is_told_that_it_has_moved(desk: Desk, verb: Verb):
    case = desk.begin(URGED).id
    seen = desk.case(case).state.seq
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    with pytest.raises(Conflict, match="li 已于 03-10 10:00 同意“city”") as refused:
        desk.decide(case, "", verb, OVERSEER, seen=seen, opinion="理由", to="city")
    assert "最新的页面" in refused.value.remedy.zh
    desk.decide(case, "", verb, OVERSEER, opinion="理由", to="city")


def test_of_two_jumps_from_one_page_the_second_is_told_of_the_first(desk: Desk):
    case = desk.begin(URGED).id
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    seen = desk.case(case).state.seq
    desk.decide(case, "", Verb.JUMP, OVERSEER, seen=seen, opinion="理由", to="city")
    with pytest.raises(Conflict, match="您已于 03-10 10:00 办理过“整个办件”"):
        desk.decide(case, "", Verb.JUMP, OVERSEER, seen=seen, opinion="理由", to="city")


def test_applicant_does_not_withdraw_what_was_decided_meanwhile(desk: Desk):
    case = desk.begin().id
    seen = desk.case(case).state.seq
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    with pytest.raises(Conflict, match="同意“employer”"):
        desk.decide(case, "", Verb.WITHDRAW, APPLICANT, seen=seen)
    assert desk.decide(case, "", Verb.WITHDRAW, APPLICANT).case.state.outcome is Outcome.WITHDRAWN


def test_word_that_moves_nothing_makes_no_page_stale(desk: Desk):
    case = desk.begin(URGED).id
    seen = desk.case(case).state.seq
    desk.decide(case, "city", Verb.URGE, APPLICANT)
    desk.decide(case, "city", Verb.CC, CLERK, people=["wang"])
    assert desk.decide(case, "", Verb.WITHDRAW, APPLICANT, seen=seen).case.state.outcome is Outcome.WITHDRAWN


@pytest.mark.parametrize(("step", "verb"), [("city", Verb.APPROVE), ("", Verb.WITHDRAW)])
def test_page_that_knows_more_than_the_log_is_refused(desk: Desk, step: str, verb: Verb):
    case = desk.begin(URGED).id
    seq = desk.case(case).state.seq
    with pytest.raises(Conflict, match=f"第 99 版，这个办件现在只到第 {seq} 版"):
        desk.decide(case, step, verb, CLERK if step else APPLICANT, seen=99)
    assert desk.case(case).state.seq == seq

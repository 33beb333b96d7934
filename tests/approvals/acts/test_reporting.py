"""approvals.acts.reporting and silence: a party is silent, nothing can be delivered, a result came; once, on whose word."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from approvals.acts.reporting import Report, Reported, What, report, reportable
from approvals.acts.silence import declare_silent, silent_steps
from approvals.cases.queries import case_history, case_view
from approvals.chains.versions import compiled_chain
from approvals.people.assignment import Proxy, Standing
from approvals.people.copies import send_copies
from approvals.words import Exit, Happening, Outcome, Verb
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from kernel.surroundings import Surroundings, surround
from tests.approvals.offices import (
    APPLICANT,
    BOSS,
    CITY,
    CLERK,
    COLLEAGUE,
    CONFIRM,
    DECIDE,
    FILING,
    FIRM,
    OVERSEER,
    STRANGER,
    Desk,
)
from tests.approvals.samples import make_chain
from tests.approvals.test_races import at_once

FIRST = {**DECIDE, "name": "window"}
"""An office has the case before the party does, so that its clerks have a say."""
FIRMS = {**CONFIRM, "files": False}
SILENT = make_chain(
    FILING, FIRST, {**FIRMS, "on": {"party_silent": "city", "undeliverable": "terminated"}}, DECIDE
)
TIMED = make_chain(FILING, {**FIRMS, "clock": {"days": 5}, "on": {"party_silent": "city"}}, DECIDE)
UNTIMED = make_chain(FILING, {**FIRMS, "on": {"party_silent": "terminated"}}, DECIDE)
EXAM = {"name": "exam", "kind": "wait", "title": "考试", "event": "exam_passed"}
WAITING = make_chain(FILING, FIRST, EXAM, DECIDE)
READER = Standing(7, "reader", offices=frozenset({CITY}))
DEPUTY = replace(STRANGER, proxies=(Proxy(CLERK),))


def at_firm(desk: Desk, body=SILENT) -> int:
    """A case that has come from the office to the enterprise, or to what it waits for."""
    case = desk.begin(body).id
    desk.decide(case, "window", Verb.APPROVE, CLERK)
    return case


def said(desk: Desk, case: int, what: What, by=CLERK, *, seen: int | None = None, **more) -> Reported:
    """What was reported, as the case stands unless the test says otherwise."""
    looked_at = desk.case(case).state.seq if seen is None else seen
    given = {"step": "employer", "words": "电话三次无人接听", **more}
    with transaction(desk.engine) as session:
        surround(session, Surroundings(desk.registry, desk.clock))
        one = Report(
            what=what, seen=looked_at, standing=by, registry=desk.registry, now=desk.clock.now(), **given
        )
        return report(session, case, one)


def declared(desk: Desk, case: int, by=APPLICANT, *, after: int = 5, words: str = "企业不理") -> Reported:
    """The applicant says that the enterprise does nothing."""
    seen = desk.case(case).state.seq
    with transaction(desk.engine) as session:
        one = Report(
            what=What.PARTY_SILENT,
            seen=seen,
            standing=by,
            registry=desk.registry,
            now=desk.clock.now(),
            words=words,
            step="employer",
        )
        return declare_silent(session, case, one, after=after)


def last(desk: Desk, case: int):
    """The latest act of the log."""
    with session_factory(desk.engine)() as session:
        entry = case_history(session, case)[-1].entry
        assert entry is not None
        return entry.act


@pytest.mark.parametrize(
    ("what", "way", "outcome"),
    [
        (What.PARTY_SILENT, Exit.PARTY_SILENT, None),
        (What.UNDELIVERABLE, Exit.UNDELIVERABLE, Outcome.TERMINATED),
    ],
)
def test_a_clerk_reports_and_the_case_goes_where_its_chain_says(desk: Desk, what, way, outcome):
    case = at_firm(desk)
    done = said(desk, case, what)
    act = last(desk, case)
    assert (act.verb, act.way, act.actor, act.opinion) == (Happening.EXIT, way, "li", "电话三次无人接听")
    assert (done.entry, done.case.state.outcome) == (desk.case(case).state.seq, outcome)
    assert desk.steps(case) == ([] if outcome else ["city"])
    desk.refuse_incoherent(case)


def test_a_report_goes_without_saying_only_where_the_chain_says_what_follows(desk: Desk):
    case = desk.begin(make_chain(FILING, FIRST, FIRMS, DECIDE)).id
    desk.decide(case, "window", Verb.APPROVE, CLERK)
    with pytest.raises(Conflict, match="没有写明“employer”当事人不配合时怎么办"):
        said(desk, case, What.PARTY_SILENT)
    with pytest.raises(Invalid, match="没有写明理由"):
        said(desk, at_firm(desk), What.PARTY_SILENT, words="  ")


def test_who_has_no_say_in_the_case_reports_nothing(desk: Desk):
    case = at_firm(desk)
    with transaction(desk.engine) as session:
        send_copies(session, case, ["reader"], by="li", now=desk.clock.now())
    for nobody in (STRANGER, BOSS, APPLICANT):
        with pytest.raises(NotFound):
            said(desk, case, What.PARTY_SILENT, nobody)
    with pytest.raises(NotAllowed, match=r"只是抄送给您.*请由办理机构登记"):
        said(desk, case, What.PARTY_SILENT, READER)
    assert desk.steps(case) == ["employer"]


def test_a_deputy_reports_in_the_place_of_whom_they_stand_in_for(desk: Desk):
    case = at_firm(desk)
    said(desk, case, What.PARTY_SILENT, DEPUTY)
    act = last(desk, case)
    assert (act.actor, act.on_behalf) == ("nobody", "li")


def test_who_comes_too_late_hears_what_has_happened(desk: Desk):
    case = at_firm(desk)
    seen = desk.case(case).state.seq
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    with pytest.raises(Conflict, match=r"boss 已于 .* 同意“employer”"):
        said(desk, case, What.PARTY_SILENT, seen=seen)
    twice = at_firm(desk)
    seen = desk.case(twice).state.seq
    said(desk, twice, What.PARTY_SILENT)
    with pytest.raises(Conflict, match="办理过“employer”（转到其他环节）"):
        said(desk, twice, What.PARTY_SILENT, seen=seen)


def test_a_closed_or_suspended_case_takes_no_report(desk: Desk):
    closed, rests = at_firm(desk), at_firm(desk)
    desk.decide(closed, "", Verb.WITHDRAW, APPLICANT)
    for what, event in ((What.PARTY_SILENT, ""), (What.EVENT, "exam_passed")):
        with pytest.raises(Conflict, match=r"已办结（已撤回）.*重新申请"):
            said(desk, closed, what, event=event)
    desk.decide(rests, "", Verb.SUSPEND, OVERSEER, opinion="等法院裁定")
    with pytest.raises(Conflict, match="先恢复办理"):
        said(desk, rests, What.PARTY_SILENT)


def test_what_may_be_reported_is_what_the_chain_has_at_its_open_steps(desk: Desk):
    case, waits = at_firm(desk), at_firm(desk, WAITING)
    with session_factory(desk.engine)() as session:
        found = {}
        for one in (case, waits, desk.begin().id):
            view = case_view(session, one)
            chain = compiled_chain(session.connection(), desk.registry, view.version_id)
            found[one] = [(it.what, it.step, it.event, it.to and it.to.zh) for it in reportable(chain, view)]
    assert list(found.values()) == [
        [
            (What.PARTY_SILENT, "employer", "", "city"),
            (What.UNDELIVERABLE, "employer", "", "办结（已终止）"),
        ],
        [(What.EVENT, "exam", "exam_passed", None)],
        [],
    ]


def test_the_same_result_reported_twice_comes_to_the_same(desk: Desk):
    case = at_firm(desk, WAITING)
    seen = desk.case(case).state.seq
    event: dict[str, Any] = {"event": "exam_passed", "step": "", "words": "成绩单 2026-18"}
    first = said(desk, case, What.EVENT, **event)
    for looked_at in (seen, desk.case(case).state.seq):
        assert said(desk, case, What.EVENT, seen=looked_at, **event) == first
    assert (desk.case(case).state.seq, desk.steps(case)) == (first.entry, ["city"])
    assert last(desk, case).opinion == "成绩单 2026-18"
    desk.refuse_incoherent(case)
    with pytest.raises(Conflict, match="没有步骤在等“exam_passed”"):
        said(desk, case, What.EVENT, **event | {"words": "成绩单 2026-19"})


def test_a_wait_that_was_opened_again_takes_the_result_anew_from_who_has_seen_that(desk: Desk):
    case = at_firm(desk, WAITING)
    before = desk.case(case).state.seq
    event: dict[str, Any] = {"event": "exam_passed", "step": ""}
    first = said(desk, case, What.EVENT, **event)
    desk.decide(case, "", Verb.JUMP, OVERSEER, to="exam", opinion="成绩有误，等重考")
    assert said(desk, case, What.EVENT, seen=before, **event).entry == first.entry
    with pytest.raises(Conflict, match=r"您打开页面后，chen 已于 .* 跳转"):
        said(desk, case, What.EVENT, seen=first.entry, **event | {"words": "补报的成绩单"})
    assert desk.steps(case) == ["exam"], "a report that is late by a day does not pass the wait again"
    assert said(desk, case, What.EVENT, **event).entry > first.entry
    assert desk.steps(case) == ["city"]
    desk.refuse_incoherent(case)


def test_the_applicant_waits_until_the_time_of_the_other_party_is_over(desk: Desk):
    timed, untimed = desk.begin(TIMED).id, desk.begin(UNTIMED).id
    for case in (timed, untimed):
        with pytest.raises(Conflict, match=r"还在办理期限内，2026-03-1[78] 起.*联系对方"):
            declared(desk, case)
    desk.clock.advance(days=7)
    # Tuesday 17 March: five working days after the tenth, the last day of the clock
    with pytest.raises(Conflict, match="2026-03-18 起"):
        declared(desk, timed)
    assert declared(desk, untimed).case.state.outcome is Outcome.TERMINATED
    desk.clock.advance(days=1)
    assert [one.step for one in declared(desk, timed).case.state.open] == ["city"]
    act = last(desk, timed)
    assert (act.actor, act.value, act.opinion) == ("zhang", "initiator", "企业不理")
    for case in (timed, untimed):
        desk.refuse_incoherent(case)


def test_how_long_an_applicant_waits_without_a_clock_is_for_the_office_to_say(desk: Desk):
    case = desk.begin(UNTIMED).id
    desk.clock.advance(days=1)
    with pytest.raises(Conflict, match="还在办理期限内"):
        declared(desk, case, after=2)
    assert declared(desk, case, after=1).case.state.outcome is Outcome.TERMINATED


def test_nobody_but_the_applicant_declares_and_only_another_party_silent(desk: Desk):
    case = desk.begin(UNTIMED).id
    desk.clock.advance(days=20)
    for other in (BOSS, CLERK, STRANGER):
        with pytest.raises(NotFound):
            declared(desk, case, other)
    own = replace(APPLICANT, parties=APPLICANT.parties | {FIRM})
    with pytest.raises(Conflict, match="没有写明"):
        declared(desk, case, own)
    with session_factory(desk.engine)() as session:
        view = case_view(session, case)
        chain = compiled_chain(session.connection(), desk.registry, view.version_id)
        found = [
            [it.step for it in silent_steps(session, chain, view, one, after=5)]
            for one in (APPLICANT, own, BOSS)
        ]
    assert found == [["employer"], [], []]


@pytest.mark.parametrize("what", [What.PARTY_SILENT, What.EVENT])
def test_an_overseer_reports_before_an_office_has_had_the_case(desk: Desk, what):
    body = UNTIMED if what is What.PARTY_SILENT else make_chain(FILING, EXAM, DECIDE)
    case = desk.begin(body).id
    with pytest.raises(NotFound):
        said(desk, case, what, CLERK, event="exam_passed")
    said(desk, case, what, OVERSEER, event="exam_passed")
    assert last(desk, case).actor == "chen"


def test_of_two_who_report_at_once_one_does_and_the_other_hears_it(desk: Desk):
    case, waits = at_firm(desk), at_firm(desk, WAITING)
    seen = desk.case(case).state.seq
    came = at_once([partial(said, desk, case, What.PARTY_SILENT, by, seen=seen) for by in (CLERK, COLLEAGUE)])
    assert sorted(type(one).__name__ for one in came) == ["Conflict", "Reported"]
    assert desk.case(case).state.seq == seen + 1
    event: dict[str, Any] = {"event": "exam_passed", "step": ""}
    first, second = at_once([lambda: said(desk, waits, What.EVENT, seen=seen, **event) for _ in range(2)])
    assert first == second, "an outside system that asks twice at once has one answer"
    assert desk.case(waits).state.seq == seen + 1
    for one in (case, waits):
        desk.refuse_incoherent(one)

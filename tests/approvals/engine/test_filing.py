"""A case that is not filed gets past the filing act by whoever files and by nothing else."""

from typing import Any

import pytest

from approvals.engine import Actor, alarm_of, happening
from approvals.engine.filing import jumps_now
from approvals.words import Exit, Happening, Outcome, Verb
from kernel.clock import local_day
from kernel.errors import Conflict, TongbanError
from tests.approvals.engine.runs import Run
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)

ADMIN = Actor("root", admin=True)
OWN, CITY, END = make_fill("own"), make_step("city"), make_step("end")


def firm(**keys: Any) -> dict[str, Any]:
    """An enterprise confirms and so files."""
    return make_step("firm", kind="confirm", party="employer", office=None, files=True, **keys)


def handed_on(*steps: dict[str, Any], checks: bool = True, amount: int = 1) -> Run:
    """A case that waits for the enterprise."""
    run = Run(make_chain(OWN, *steps, clock={"days": 20}), checks=lambda _: checks, amount=amount)
    run.act("own", Verb.SUBMIT)
    return run


def jump(run: Run, to: str) -> None:
    """Whoever looks after the case leads it there."""
    run.act("", Verb.JUMP, by=ADMIN, to=to, opinion="because")


@pytest.mark.parametrize("to", ["city", "end"])
def test_nobody_leads_a_case_past_the_filing_act(to: str):
    run = handed_on(firm(), CITY, END)
    before = run.state
    with pytest.raises(Conflict) as refused:
        jump(run, to)
    assert refused.value.what.zh == f"还没有提交到机关，不能越过“firm”到“{to}”。"
    assert "终止" in refused.value.remedy.zh
    assert "terminate" in refused.value.remedy.en
    assert run.state is before


@pytest.mark.parametrize("to", ["own", "firm"])
def test_to_the_filing_act_and_before_it_a_case_may_be_led(to: str):
    run = handed_on(firm(), CITY)
    jump(run, to)
    assert run.open == [to]


def test_what_was_filed_may_be_led_anywhere():
    run = handed_on(firm(), CITY, END)
    run.act("firm", Verb.APPROVE)
    for to in ("end", "own", "city"):
        jump(run, to)
        assert run.open == [to]


def test_a_filing_act_on_the_other_way_of_a_branch_is_not_in_the_way():
    way = make_branch("r", make_case("c", firm(), when="amount > 1"), **{"else": [make_step("desk")]})
    run = handed_on(way, CITY, END)
    assert run.open == ["desk"]
    jump(run, "end")
    assert run.open == ["end"]
    run = handed_on(way, CITY, amount=3)
    with pytest.raises(Conflict, match="还没有提交到机关"):
        jump(run, "city")
    jump(run, "desk")


LANES = make_parallel("p", l=[make_step("x")], r=[firm()])
WAY = make_branch("r", make_case("c", firm(), when="amount > 1"), **{"else": [make_step("desk")]})
AUTO = make_auto("check", checks=[{"check": "c"}], on={"failed": "own"})


@pytest.mark.parametrize("amount", [1, 3])
@pytest.mark.parametrize("filed", [False, True])
@pytest.mark.parametrize(
    "steps", [(firm(), CITY, END), (LANES, CITY), (WAY, CITY, END), (AUTO, firm(), CITY)]
)
def test_what_is_offered_for_a_jump_is_what_it_may_lead_to(
    steps: tuple[dict[str, Any], ...], filed: bool, amount: int
):
    def run() -> Run:
        found = handed_on(*steps, amount=amount)
        if filed and "firm" in found.open:
            found.act("firm", Verb.APPROVE)
        return found

    first = run()
    if first.state.outcome is not None:
        return
    offered = jumps_now(first.chain, first.state)
    for to in first.chain.steps:
        if to in offered:
            jump(again := run(), to)
            assert to in again.open
        else:
            with pytest.raises(TongbanError):
                jump(run(), to)
    assert "check" not in offered


def test_a_jump_into_a_lane_does_not_drop_the_filing_act_in_another():
    run = handed_on(make_parallel("p", l=[make_step("x")], r=[firm()]), CITY)
    with pytest.raises(Conflict, match="还没有提交到机关"):
        jump(run, "x")


@pytest.mark.parametrize(
    ("keys", "target"),
    [
        ({"clock": {"days": 3, "on_overdue": "approve"}}, ""),
        ({"clock": {"days": 3, "on_overdue": "go_to"}, "on": {"overdue": "city"}}, "city"),
        ({"clock": {"days": 3}, "on": {"overdue": "granted"}}, "granted"),
    ],
)
def test_no_clock_files_and_none_leads_past_the_filing_act(keys: dict[str, Any], target: str):
    run = handed_on(firm(**keys), CITY)
    run.later(10)
    told = []
    while found := happening(run.state, local_day(run.at)):
        told.append(found)
        run.ran_out(*found)
    because = run.entries[-1].act.because
    assert (told, run.open) == ([(Happening.OVERDUE, "firm")], ["firm"])
    assert because is not None
    assert because.zh.startswith("还没有提交到机关")
    assert (run.state.filed, alarm_of(run.state)) == (None, None)
    run.refuse_incoherent()
    run.act("firm", Verb.APPROVE)
    assert run.state.filed == local_day(run.at)


def test_a_late_case_that_is_not_filed_may_lapse():
    run = handed_on(firm(clock={"days": 3}, on={"overdue": "lapsed"}), CITY)
    run.later(10)
    run.happen(Happening.OVERDUE, "firm")
    assert run.state.outcome is Outcome.LAPSED


def test_a_party_that_is_gone_takes_nobody_past_the_filing_act():
    run = handed_on(firm(on={"party_deregistered": "city", "party_silent": "own"}), CITY)
    with pytest.raises(Conflict, match="还没有提交到机关"):
        run.happen(Happening.EXIT, "firm", way=Exit.PARTY_DEREGISTERED)
    run.happen(Happening.EXIT, "firm", way=Exit.PARTY_SILENT)
    assert run.open == ["own"]


def test_checks_that_fail_take_nobody_past_the_filing_act():
    check = make_auto("x", checks=[{"check": "c"}], on={"failed": "city"})
    with pytest.raises(Conflict, match="还没有提交到机关"):
        handed_on(check, firm(), CITY, checks=False)

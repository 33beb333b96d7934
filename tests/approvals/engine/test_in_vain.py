"""A time that runs out and can bring nothing about is told once, with the reason, and the case stays where it is."""

from typing import Any

import pytest

from approvals.engine import Act, Actor, alarm_of, happening, held, in_vain
from approvals.words import Happening, Outcome, Verb
from kernel.clock import local_day
from kernel.errors import Conflict, TongbanError
from tests.approvals.engine.runs import Run
from tests.approvals.samples import make_auto, make_branch, make_case, make_chain, make_fill, make_step

APPROVED = {"days": 3, "on_overdue": "approve"}
FILING = make_fill("f", files=True)
CHECKED = make_auto("x", checks=[{"check": "employed_by"}])
RING = make_auto("x", checks=[{"check": "employed_by"}], on={"failed": "f"})
VOTE = make_step("v", votes={"need": "all"}, verbs=["countersign"])
UNKNOWN = make_branch("r", make_case("c", make_step("q"), when="never_asked > 1"))
ELSEWHERE = make_step("a", clock={"days": 3, "on_overdue": "go_to"}, on={"overdue": "v"})

WAIT = {"name": "w", "kind": "wait", "title": "w", "until": "ready"}

VAIN = [
    (make_chain(FILING, make_step("a", clock=APPROVED), CHECKED), "a", "核验没有通过"),
    (make_chain(FILING, make_step("a", clock=APPROVED), VOTE), "a", "没有可以会签的人"),
    (make_chain(FILING, make_step("a", clock=APPROVED), UNKNOWN), "a", "never_asked"),
    (make_chain(FILING, ELSEWHERE, VOTE), "a", "没有可以会签的人"),
    (
        make_chain(FILING, make_step("a", clock={"days": 3, "silence": "accept"}), CHECKED),
        "a",
        "核验没有通过",
    ),
    (make_chain(FILING, make_step("a"), CHECKED, clock=APPROVED), "", "核验没有通过"),
    (make_chain(FILING, make_step("a"), RING, clock=APPROVED), "", "原地打转"),
    (make_chain(FILING, make_step("a"), RING, clock={"days": 3, "silence": "grant"}), "", "原地打转"),
    (make_chain(FILING, make_step("a"), UNKNOWN, clock=APPROVED), "", "never_asked"),
    (
        make_chain(
            FILING, make_step("a"), VOTE, clock={**APPROVED, "on_overdue": "go_to"}, on={"overdue": "v"}
        ),
        "",
        "没有可以会签的人",
    ),
]


def late(body: dict[str, Any]) -> tuple[Run, list[tuple[Happening, str]]]:
    """The case long after its time, and what its clocks wanted, as the clocks' job lets it happen."""
    run = Run(body, checks=lambda _: False, signers=())
    run.act("f", Verb.SUBMIT)
    told = []
    for _ in range(4):
        run.later(10)
        while found := happening(run.state, local_day(run.at)):
            told.append(found)
            run.ran_out(*found)
    return run, told


@pytest.mark.parametrize(("body", "name", "why"), VAIN)
def test_it_is_told_once_with_the_reason_and_the_case_stays(body: dict[str, Any], name: str, why: str):
    run, told = late(body)
    [entry] = [one for one in run.entries if one.act.because is not None]
    assert (len(told), run.open) == (1, ["a"])
    assert (entry.act.verb, entry.act.step) == (Happening.OVERDUE, name)
    assert entry.act.because is not None
    assert why in entry.act.because.zh
    assert entry.act.because.en
    assert alarm_of(run.state) is None
    run.refuse_incoherent()


def test_a_wait_that_leads_into_something_impossible_stays_and_ends_once_it_is_possible():
    run = Run(make_chain(FILING, WAIT, CHECKED, make_step("a")), checks=lambda _: False)
    run.act("f", Verb.SUBMIT)
    run.facts["ready"] = True
    assert held(run.chain, run.state, run.facts) == ("w",)
    found = run.ran_out(Happening.HELD, "w")
    assert (found.entry.act.verb, found.opened, found.closed) == (Happening.HELD, (), ())
    assert found.entry.act.because is not None
    assert "核验没有通过" in found.entry.act.because.zh
    assert run.open == ["w"]
    assert alarm_of(run.state) is not None
    run.asked["checks"] = lambda _: True
    run.ran_out(Happening.HELD, "w")
    assert run.open == ["a"]
    run.refuse_incoherent()


def test_a_wait_whose_rule_cannot_be_decided_is_tried_so_that_somebody_learns_why():
    run = Run(make_chain(FILING, {**WAIT, "until": "ready > 3"}, make_step("a")))
    run.act("f", Verb.SUBMIT)
    run.facts["ready"] = "three"
    assert held(run.chain, run.state, run.facts) == ("w",)
    entry = run.ran_out(Happening.HELD, "w").entry
    assert entry.act.because is not None
    assert "不能判断" in entry.act.because.zh
    run.refuse_incoherent()


def test_what_could_be_taken_back_still_can_be_after_a_wait_was_tried_in_vain():
    first = make_step("a", verbs=["approve", "take_back"])
    run = Run(make_chain(FILING, first, WAIT, CHECKED, make_step("b")), checks=lambda _: False)
    run.act("f", Verb.SUBMIT)
    run.act("a", Verb.APPROVE)
    run.facts["ready"] = True
    run.ran_out(Happening.HELD, "w")
    assert run.state.undo is not None
    run.refuse_incoherent()


@pytest.mark.parametrize("body", [body for body, _, why in VAIN if why != "原地打转"])
def test_somebody_who_does_the_same_is_refused_and_nothing_moves(body: dict[str, Any]):
    run, _ = late(body)
    before = run.state
    with pytest.raises(TongbanError) as refused:
        run.act("a", Verb.APPROVE)
    assert refused.value.remedy.zh
    assert refused.value.remedy.en
    assert run.state is before


def test_a_rule_that_cannot_be_decided_is_told_as_such():
    run, _ = late(VAIN[2][0])
    with pytest.raises(Conflict) as refused:
        run.act("a", Verb.APPROVE)
    assert refused.value.what.zh.startswith("审批链的一条规则现在不能判断")
    assert "管理员" in refused.value.remedy.zh


def test_what_is_in_the_way_is_mended_by_somebody_and_the_case_goes_on():
    run, _ = late(VAIN[0][0])
    run.asked["checks"] = lambda _: True
    run.act("a", Verb.APPROVE)
    assert run.state.outcome is Outcome.GRANTED
    run.refuse_incoherent()


def test_a_wait_that_ends_before_something_that_cannot_be_is_not_ended_again():
    wait = {"name": "w", "kind": "wait", "title": "w", "lasts": {"days": 3}}
    run, told = late(make_chain(FILING, wait, CHECKED))
    assert (told, run.open) == ([(Happening.ELAPSED, "w")], ["w"])
    assert alarm_of(run.state) is None
    run.act("", Verb.SUSPEND, by=Actor("root", admin=True), opinion="because")
    run.act("", Verb.RESUME, by=Actor("root", admin=True))
    assert alarm_of(run.state) is None
    run.refuse_incoherent()


def test_the_reason_names_what_is_wrong_and_what_to_do():
    run = Run(VAIN[0][0], checks=lambda _: False)
    run.act("f", Verb.SUBMIT)
    with pytest.raises(TongbanError) as refused:
        run.act("a", Verb.APPROVE)
    vain = in_vain(Act(verb=Happening.SILENCE, at=run.at, step="a"), refused.value)
    assert (vain.verb, vain.step) == (Happening.OVERDUE, "a")
    assert vain.because is not None
    assert vain.because.zh == "“x”的核验没有通过。请按核验结果补正后再办。"

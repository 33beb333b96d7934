"""Waits, public notices, choices, checks and silence: what goes on without anybody who decides."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from approvals.engine import Actor, alarm_of, allowed, awaited, happening, held, reckoning
from approvals.engine.state import chosen_facts
from approvals.words import Happening, Outcome, Verb
from kernel.clock import local_day
from kernel.errors import Conflict, Invalid, NotAllowed
from kernel.workdays import Calendar, DayKind
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.samples import make_auto, make_branch, make_case, make_chain, make_fill, make_step

# 2024: Labour Day with its make-up days, as the State Council gave them
SPRING = Calendar(
    {date(2024, 5, day): DayKind.OFF for day in range(1, 6)}
    | {date(2024, 4, 28): DayKind.WORKING, date(2024, 5, 11): DayKind.WORKING, date(2024, 1, 1): DayKind.OFF}
)


def make_wait(name: str = "w", **keys: Any) -> dict[str, Any]:
    """A wait, for three working days unless the keys say otherwise."""
    return {"name": name, "kind": "wait", "title": name, **(keys or {"lasts": {"days": 3}})}


def make_notice(name: str = "n", **keys: Any) -> dict[str, Any]:
    """A public notice of five working days."""
    return {"name": name, "kind": "notice", "title": name, "lasts": {"days": 5}, **keys}


def make_choice(name: str = "c", **keys: Any) -> dict[str, Any]:
    """A choice of one of two certificates."""
    options = [{"value": "ours", "title": "ours"}, {"value": "theirs", "title": "theirs"}]
    return {
        "name": name,
        "kind": "choose",
        "title": name,
        "party": "holder",
        "options": options,
        **keys,
    }


def begun(day: date, *steps: dict[str, Any], **keys: Any) -> Run:
    """A case that begins on a day of 2024."""
    return Run(make_chain(*steps, **keys), SPRING, at=datetime.combine(day, time(2), UTC))


def pass_days(run: Run, until: date) -> list[tuple[date, Happening, str]]:
    """Every day the clocks are asked; what they wanted by the day given."""
    told = []
    while local_day(run.at) <= until and run.state.outcome is None:
        while found := happening(run.state, local_day(run.at)):
            told.append((local_day(run.at), *found))
            run.happen(*found)
        run.later(1)
    return told


def test_a_notice_stands_five_working_days_and_the_case_goes_on_the_day_after():
    run = begun(date(2024, 5, 8), make_notice(), make_step("cancel"))
    assert run.state.open[0].until == date(2024, 5, 14)
    assert alarm_of(run.state) == date(2024, 5, 15)
    assert pass_days(run, date(2024, 5, 15)) == [(date(2024, 5, 15), Happening.ELAPSED, "n")]
    assert run.open == ["cancel"]


def test_a_wait_of_one_working_day_is_over_on_that_day():
    run = begun(date(2023, 12, 29), make_wait(lasts={"days": 1}), make_step("b"))
    assert pass_days(run, date(2024, 1, 2)) == [(date(2024, 1, 2), Happening.ELAPSED, "w")]


def test_a_wait_is_over_when_its_rule_holds_and_asked_day_by_day_until_then():
    run = Run(make_chain(make_wait(until="hours >= 24"), make_step("b")))
    assert held(run.chain, run.state, {}) == held(run.chain, run.state, {"hours": 3}) == ()
    assert alarm_of(run.state) == local_day(run.at)
    with pytest.raises(Conflict):
        run.happen(Happening.HELD, "w")
    run.facts = {"hours": 24}
    assert held(run.chain, run.state, run.facts) == ("w",)
    found = run.happen(Happening.HELD, "w")
    assert (run.open, found.entry.reads) == (["b"], {"hours": 24})
    run.refuse_incoherent()


def test_a_wait_whose_rule_holds_already_is_passed_at_once():
    run = Run(make_chain(make_wait(until="hours >= 24"), make_step("b")), hours=30)
    assert run.open == ["b"]
    run.refuse_incoherent()


def test_a_wait_for_an_event_is_over_when_it_comes_and_not_by_another():
    run = Run(make_chain(make_wait(event="paid"), make_step("b")))
    assert awaited(run.chain, run.state, "paid") == ("w",)
    with pytest.raises(Conflict):
        run.happen(Happening.EVENT, "w", value="called")
    run.happen(Happening.EVENT, "w", value="paid")
    assert run.open == ["b"]
    run.refuse_incoherent()


def test_a_wait_that_is_too_long_leads_where_it_says():
    wait = make_wait(event="paid", clock={"days": 3, "on_overdue": "go_to"}, on={"overdue": "lapsed"})
    run = Run(make_chain(wait, make_step("b")))
    assert pass_days(run, date(2026, 3, 30))[-1][1] is Happening.OVERDUE
    assert run.state.outcome is Outcome.LAPSED


def test_nobody_decides_at_a_wait():
    run = Run(make_chain(make_wait(party="holder", link={"title": "课程", "url": "https://example.org/"})))
    assert allowed(run.chain, run.state, Actor("li", frozenset({"w"}))) == {}
    with pytest.raises(NotAllowed) as refused:
        run.act("w", Verb.APPROVE)
    assert refused.value.remedy.en


def test_what_was_chosen_decides_later_branches_and_is_chosen_for_good():
    way = make_branch(
        "r", make_case("t", make_step("theirs"), when="chosen_c == 'theirs'"), **{"else": [make_step("x")]}
    )
    run = Run(make_chain(make_fill("f"), make_choice(), way))
    run.act("f", Verb.SUBMIT)
    with pytest.raises(Invalid) as refused:
        run.act("c", Verb.SUBMIT, value="both")
    assert refused.value.remedy.en == "Choose one of: ours, theirs."
    found = run.act("c", Verb.SUBMIT, value="theirs")
    assert (run.open, found.entry.reads) == (["theirs"], {"chosen_c": "theirs"})
    assert chosen_facts(run.chain, run.state) == {"chosen_c": "theirs"}
    with pytest.raises(Invalid):
        run.act("theirs", Verb.RETURN, to="c", defects=(DEFECT,))
    run.act("theirs", Verb.RETURN, to="f", defects=(DEFECT,))
    run.act("f", Verb.RESUBMIT)
    assert run.open == ["theirs"]
    run.refuse_incoherent()


def test_a_choice_among_what_a_rule_finds():
    run = Run(make_chain(make_choice(options=[], among="certificates")), certificates=["a1", "b2"])
    with pytest.raises(Invalid):
        run.act("c", Verb.SUBMIT, value="c3")
    run.act("c", Verb.SUBMIT, value="b2")
    assert run.state.chosen == {"c": "b2"}


@pytest.mark.parametrize(("passed", "opened"), [(True, ["b"]), (False, ["mend"])])
def test_an_automatic_step_goes_where_its_checks_lead(passed: bool, opened: list[str]):
    auto = make_auto("x", checks=[{"check": "real_name"}], on={"failed": "mend"})
    run = Run(make_chain(auto, make_step("b"), make_step("mend")), checks=lambda _: passed)
    assert (run.open, run.effects) == (opened, ["e"] if passed else [])
    run.refuse_incoherent()


def test_failed_checks_without_a_way_out_stop_the_act():
    chain = make_chain(make_fill("f"), make_auto("x", checks=[{"check": "real_name"}]))
    run = Run(chain, checks=lambda _: False)
    with pytest.raises(Conflict) as refused:
        run.act("f", Verb.SUBMIT)
    assert (refused.value.place, run.open) == ("x", ["f"])


def test_evidence_stands_in_for_a_party_when_the_rule_says_so():
    confirm = make_step(
        "old",
        kind="confirm",
        office=None,
        party="former_employer",
        substitute={"sections": ["forced"], "when": "unwilling == True", "by": "receiving_enterprise"},
    )
    route = make_branch("r", make_case("c", make_step("forced"), when="chosen_old == 'substitute'"))
    run = Run(make_chain(confirm, route, make_step("b")), unwilling=False)
    stand_in = Actor("new", stands_in=frozenset({"old"}))
    with pytest.raises(Invalid):
        run.act("old", Verb.SUBSTITUTE, by=stand_in)
    with pytest.raises(NotAllowed):
        run.act("old", Verb.SUBSTITUTE, by=stand_in, opinion="they do not answer")
    run.facts["unwilling"] = True
    with pytest.raises(NotAllowed):
        run.act("old", Verb.SUBSTITUTE, by=Actor("zhang", initiator=True), opinion="they do not answer")
    run.act("old", Verb.SUBSTITUTE, by=stand_in, opinion="they do not answer")
    assert run.open == ["forced"]
    run.refuse_incoherent()


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (make_notice(), "notice"),
        (make_step("review", stops=True, because="expert_review"), "expert_review"),
        (make_wait(lasts={"days": 3}, stops=True, because="exam"), "exam"),
        (make_wait(), ""),
    ],
)
def test_the_clock_of_the_case_stands_while_a_step_says_so(step: dict[str, Any], reason: str):
    run = Run(make_chain(make_fill("f", files=True), step, make_step("b"), clock={"days": 10}))
    found = run.act("f", Verb.SUBMIT)
    assert (run.state.stands, found.entry.stands) == (reason, reason)
    assert (run.state.due is None) == bool(reason)
    run.later(8)
    while due := happening(run.state, local_day(run.at)):
        run.happen(*due)
    if run.open != ["b"]:
        run.act(run.open[0], Verb.APPROVE)
    assert run.state.stands == ""
    assert run.state.due is not None
    assert run.state.due.on == (date(2026, 4, 1) if reason else date(2026, 3, 24))
    run.refuse_incoherent()


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [({"silence": "grant"}, Outcome.GRANTED), ({"silence": "accept"}, None), ({}, None)],
)
def test_the_silence_of_an_office_counts_as_what_a_policy_says(keys: dict[str, Any], outcome: Outcome | None):
    step = make_step("a", clock={"days": 3, **keys}, verbs=["accept", "approve"], effects=[{"effect": "e"}])
    run = Run(make_chain(step, *([] if outcome else [make_step("b")])))
    told = [what for _, what, _ in pass_days(run, date(2026, 3, 20))]
    assert told[-1] is (Happening.SILENCE if keys else Happening.OVERDUE)
    assert run.state.outcome is outcome
    assert run.effects == (["e"] if keys else [])
    run.refuse_incoherent()


def test_a_case_that_nobody_decided_counts_as_granted_with_all_that_follows():
    steps = (make_step("a"), make_auto("x"), make_step("b"))
    run = Run(make_chain(*steps, clock={"days": 5, "silence": "grant"}))
    pass_days(run, date(2026, 3, 30))
    assert (run.state.outcome, run.effects) == (Outcome.GRANTED, ["e"])
    run.refuse_incoherent()


def test_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month():
    run = begun(date(2023, 12, 31), make_step("a", clock={"days": 2, "unit": "months"}))
    due = run.state.open[0].due
    assert due
    assert (due.on, due.remind) == (date(2024, 2, 29), date(2024, 2, 28))


def test_a_new_calendar_moves_what_runs_and_only_that():
    steps = (
        make_fill("f", files=True, clock={"days": 9, "unit": "calendar"}),
        make_step("a", clock={"days": 5}),
    )
    run = Run(make_chain(*steps, make_notice(), clock={"days": 10, "promised": 8}))
    run.act("f", Verb.SUBMIT)
    assert reckoning(run.chain, run.state, run.calendar) == {}
    run.calendar = Calendar({date(2026, 3, 12): DayKind.OFF})
    moved = reckoning(run.chain, run.state, run.calendar)
    assert {name: due.on for name, due in moved.items()} == {"a": date(2026, 3, 18), "": date(2026, 3, 25)}
    found = run.happen(Happening.RECKONED)
    assert [one.step for one in found.changed] == ["a"]
    assert run.state.due == moved[""]
    run.act("a", Verb.APPROVE)
    run.calendar = Calendar({date(2026, 3, 13): DayKind.OFF})
    run.happen(Happening.RECKONED)
    assert run.state.open[0].until == date(2026, 3, 18)
    run.refuse_incoherent()


def test_a_wait_that_has_rested_is_recounted_from_where_it_went_on():
    run = Run(make_chain(make_notice(), make_step("b")))
    admin = Actor("root", admin=True)
    run.later(1)
    run.act("", Verb.SUSPEND, by=admin, opinion="because")
    run.later(7)
    run.act("", Verb.RESUME, by=admin)
    assert run.state.open[0].until == date(2026, 3, 24)
    run.calendar = Calendar({date(2026, 3, 19): DayKind.OFF})
    run.happen(Happening.RECKONED)
    assert run.state.open[0].until == date(2026, 3, 25)
    run.refuse_incoherent()


def test_nothing_happens_while_a_case_is_suspended():
    run = Run(make_chain(make_wait(event="paid"), make_step("b")))
    run.act("", Verb.SUSPEND, by=Actor("root", admin=True), opinion="because")
    with pytest.raises(Conflict):
        run.happen(Happening.EVENT, "w", value="paid")

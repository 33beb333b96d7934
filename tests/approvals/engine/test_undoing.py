"""What somebody has passed may be taken back until somebody touches what came of it; a word of it is no touch."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from approvals.engine import Actor, allowed, happening
from approvals.words import Happening, Verb
from kernel.clock import local_day
from kernel.workdays import Calendar, DayKind
from tests.approvals.engine.runs import Run
from tests.approvals.samples import make_chain, make_fill, make_parallel, make_step

LI = Actor("li", frozenset({"a"}))
WANG = Actor("wang", frozenset({"b"}))
ZHANG = Actor("zhang", initiator=True)
FIRST = make_step("a", verbs=["approve", "take_back"], clock={"days": 9})
NEXT = make_step(
    "b", verbs=["approve", "urge", "cc", "transfer", "delegate", "add_signer"], clock={"days": 3}
)
BODY = make_chain(FIRST, NEXT, clock={"days": 4})


def passed(body: dict[str, Any] = BODY) -> Run:
    """The first step was just passed."""
    run = Run(body)
    run.act("a", Verb.APPROVE, by=LI)
    return run


def may_be_taken_back(run: Run) -> bool:
    """Whether it still may be."""
    return allowed(run.chain, run.state, LI).get("a") == (Verb.TAKE_BACK,)


def days_pass(run: Run, days: int) -> list[tuple[Happening, str]]:
    """So many days pass, each with its clocks."""
    told = []
    for _ in range(days):
        run.later(1)
        while found := happening(run.state, local_day(run.at)):
            told.append(found)
            run.happen(*found)
    return told


def counted_anew(run: Run) -> None:
    """A day off is declared."""
    run.calendar = Calendar({date(2026, 3, 12): DayKind.OFF})
    run.happen(Happening.RECKONED)


@pytest.mark.parametrize(
    "aside",
    [
        lambda run: days_pass(run, 3),
        lambda run: days_pass(run, 9),
        lambda run: run.act("b", Verb.URGE, by=ZHANG),
        lambda run: run.act("b", Verb.CC, by=WANG, people=("zhao",)),
        counted_anew,
    ],
)
def test_a_word_of_the_next_step_leaves_it_to_be_taken_back(aside: Callable[[Run], object]):
    run = passed()
    aside(run)
    assert may_be_taken_back(run)
    run.refuse_incoherent()
    run.act("a", Verb.TAKE_BACK, by=LI)
    assert run.open == ["a"]
    run.refuse_incoherent()


@pytest.mark.parametrize(
    ("verb", "people"),
    [
        (Verb.TRANSFER, ("zhao",)),
        (Verb.DELEGATE, ("zhao",)),
        (Verb.ADD_SIGNER, ("zhao",)),
        (Verb.APPROVE, ()),
    ],
)
def test_what_somebody_has_touched_is_not_taken_back(verb: Verb, people: tuple[str, ...]):
    run = passed(make_chain(FIRST, NEXT, make_step("c")))
    run.act("b", verb, by=WANG, people=people)
    assert not may_be_taken_back(run)


def test_what_the_clock_moved_on_is_not_taken_back():
    gone = make_step("b", clock={"days": 1}, on={"overdue": "c"})
    run = passed(make_chain(FIRST, gone, make_step("c")))
    days_pass(run, 5)
    assert (run.open, may_be_taken_back(run)) == (["c"], False)


def test_of_what_is_taken_back_the_case_is_not_told_again():
    run = passed()
    assert (Happening.OVERDUE, "") in days_pass(run, 9)
    run.act("a", Verb.TAKE_BACK, by=LI)
    assert "" not in {name for _, name in days_pass(run, 9)}
    run.refuse_incoherent()


def test_what_is_taken_back_runs_by_the_calendar_that_came_meanwhile():
    run = passed()
    due = run.state.due
    counted_anew(run)
    run.act("a", Verb.TAKE_BACK, by=LI)
    assert due is not None
    assert run.state.due is not None
    assert (due.on, run.state.due.on) == (date(2026, 3, 16), date(2026, 3, 17))
    [opening] = run.state.open
    assert opening.due is not None
    assert opening.due.on == date(2026, 3, 24)
    run.refuse_incoherent()


def test_a_case_whose_clock_stood_since_runs_by_the_new_calendar_too():
    run = Run(make_chain(FIRST, make_step("b", stops=True), clock={"days": 4}))
    run.act("a", Verb.APPROVE, by=LI)
    counted_anew(run)
    run.act("a", Verb.TAKE_BACK, by=LI)
    assert run.state.due is not None
    assert run.state.due.on == date(2026, 3, 17)
    run.refuse_incoherent()


def test_the_lane_beside_stays_as_it_is():
    other = make_step("x", verbs=["approve", "urge"], clock={"days": 2})
    run = Run(make_chain(make_fill("f"), make_parallel("p", l=[FIRST, NEXT], r=[other])))
    run.act("f", Verb.SUBMIT)
    run.act("a", Verb.APPROVE, by=LI)
    days_pass(run, 2)
    beside = run.state.opening("x")
    found = run.act("a", Verb.TAKE_BACK, by=LI)
    assert (found.closed, [one.step for one in found.opened]) == (("b",), ["a"])
    assert run.state.opening("x") == beside
    assert beside is not None
    assert beside.due is not None
    assert beside.due.reminded
    run.refuse_incoherent()

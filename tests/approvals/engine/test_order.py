"""No act is earlier than the one before it: a server's clock that has gone back is noticed."""

from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from approvals.engine import Actor
from approvals.words import Happening, Verb
from kernel.errors import Conflict
from tests.approvals.engine.runs import Run
from tests.approvals.samples import make_chain, make_fill, make_step


@pytest.mark.parametrize("back", [timedelta(days=9), timedelta(hours=5), timedelta(minutes=2)])
def test_a_clock_that_goes_backwards_is_refused(back: timedelta):
    run = Run(make_chain(make_fill("f"), make_step("a", clock={"days": 1})))
    run.later(1)
    run.act("f", Verb.SUBMIT)
    run.at -= back
    for act in (partial(run.act, "a", Verb.APPROVE), partial(run.happen, Happening.OVERDUE, "a")):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.what.zh.startswith("服务器的时钟倒退了：这个办件的上一笔记录是 2026-03-11 10:00")
        assert "校准服务器时钟" in refused.value.remedy.zh


def test_a_case_is_not_resumed_before_it_was_suspended():
    run = Run(make_chain(make_step("a", clock={"days": 3})))
    admin = Actor("root", admin=True)
    run.later(5)
    run.act("", Verb.SUSPEND, by=admin, opinion="because")
    run.later(-3)
    with pytest.raises(Conflict, match="时钟倒退"):
        run.act("", Verb.RESUME, by=admin)


def test_acts_that_overtake_one_another_by_a_moment_are_as_of_one_moment():
    run = Run(make_chain(make_fill("f"), make_step("a")))
    run.act("f", Verb.SUBMIT)
    at = run.at
    run.at -= timedelta(seconds=20)
    run.act("a", Verb.APPROVE)
    assert (run.entries[-1].act.at, run.state.at) == (at, at.timestamp())
    run.refuse_incoherent()


def test_of_a_case_that_has_not_moved_since_the_day_counts():
    run = Run(make_chain(make_step("a")))
    run.state = replace(run.state, at=0)
    run.at -= timedelta(hours=1)
    run.at -= timedelta(days=9)
    with pytest.raises(Conflict, match="时钟倒退"):
        run.act("a", Verb.APPROVE)
    run.at += timedelta(days=9)
    run.act("a", Verb.APPROVE)

"""A silence counts from the day after its last, however late the machine comes back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.engine import happening
from approvals.words import Happening, Verb
from kernel.clock import local_day
from tests.approvals.engine.runs import Run
from tests.approvals.samples import make_chain, make_fill, make_step

FILING = make_fill("f", files=True)


def silent(name: str, days: int, silence: str = "accept", **keys: Any) -> dict[str, Any]:
    """A step that counts as passed when nobody decides it."""
    return make_step(name, clock={"days": days, "silence": silence, "remind": 0}, **keys)


def filed(*steps: dict[str, Any], **keys: Any) -> Run:
    """A case that was just filed, on a Tuesday."""
    run = Run(make_chain(FILING, *steps, **keys))
    run.act("f", Verb.SUBMIT)
    return run


def catch_up(run: Run) -> list[tuple[Happening, str]]:
    """The clocks are asked today."""
    told = []
    while run.state.outcome is None and (found := happening(run.state, local_day(run.at))):
        told.append(found)
        run.ran_out(*found)
    return told


@pytest.mark.parametrize("days", [8, 9, 15, 20])
def test_the_next_step_runs_from_the_day_after_the_silence(days: int):
    run = filed(silent("a", 5), make_step("b", clock={"days": 20}))
    run.later(days)
    catch_up(run)
    opening = run.state.opening("b")
    assert opening is not None
    assert opening.due is not None
    assert (opening.since, opening.due.on) == (date(2026, 3, 18), date(2026, 4, 15))
    run.refuse_incoherent()


@pytest.mark.parametrize("days", [8, 15])
def test_a_clock_that_stands_at_the_next_step_stands_from_that_day(days: int):
    notice = {"name": "n", "kind": "notice", "title": "n", "lasts": {"days": 5}}
    run = filed(silent("a", 5), notice, make_step("b"), clock={"days": 9})
    run.later(days)
    assert catch_up(run)[0] == (Happening.SILENCE, "a")
    [entry] = [one for one in run.entries if one.act.verb is Happening.SILENCE]
    assert entry.left[""] == (3, None)
    run.refuse_incoherent()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(1, 9), st.integers(0, 60))
def test_who_looks_once_finds_what_who_looks_every_day_finds(spans: list[int], last: int, days: int):
    steps = [silent(f"s{number}", span) for number, span in enumerate(spans)]
    late, daily = (filed(*steps, make_step("end", clock={"days": last, "remind": 0})) for _ in range(2))
    late.later(days)
    told = catch_up(late)
    each = []
    for _ in range(days):
        daily.later(1)
        each += catch_up(daily)
    assert told == each
    found = [[(one.step, one.since, one.due) for one in run.state.open] for run in (late, daily)]
    assert found[0] == found[1]
    late.refuse_incoherent()

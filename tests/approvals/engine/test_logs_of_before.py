"""Logs of cases that ran before the engine learned what it knows now lead where they led then, and the cases go on."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from approvals.chains.reading import read_chain
from approvals.engine import Act, Actor, CompiledChain, Entry, State, advance, compiled, replay
from approvals.words import Stop, Verb
from kernel.errors import Conflict
from kernel.workdays import Calendar

KEPT: dict[str, Any] = {
    one["what"]: one for one in json.loads(Path(__file__).with_name("logs_of_before.json").read_text("utf-8"))
}
"""The chain, the log and the state of each case as they were kept; made by the engine of that time."""


def case(what: str) -> tuple[CompiledChain, list[Entry], State]:
    """The case of that time."""
    kept = KEPT[what]
    log = [Entry.from_json(json.dumps(entry)) for entry in kept["log"]]
    return compiled(read_chain(kept["body"])), log, State.from_json(json.dumps(kept["state"]))


@pytest.mark.parametrize("what", list(KEPT))
def test_a_log_of_before_leads_where_it_led(what: str):
    chain, log, state = case(what)
    assert replay(chain, log) == state
    assert [Entry.from_json(entry.to_json()) for entry in log] == log


@pytest.mark.parametrize("what", ["returned to the person", "the employer confirms again"])
def test_a_case_of_before_goes_on(what: str):
    chain, log, state = case(what)
    at = log[-1].act.at
    while state.outcome is None:
        [step] = [one.step for one in state.open]
        verb = Verb.APPROVE if step != "reg" else Verb.RESUBMIT
        act, who = Act(verb=verb, at=at, actor="li", step=step), Actor("li", frozenset({step}))
        found = advance(chain, state, act, {}, actor=who, calendar=Calendar)
        state, log = found.state, [*log, found.entry]
        assert replay(chain, log) == state
        if verb is Verb.RESUBMIT:
            # what was still with the party when the engine learned more is waited for as today
            assert (state.stands, state.due) == (Stop.CORRECTION, None)
    assert state.filed is not None


def test_a_clock_that_has_gone_back_is_noticed_by_the_day_where_no_moment_is_kept():
    chain, log, state = case("returned to the person")
    at = log[-1].act.at - timedelta(days=3)
    act, who = Act(verb=Verb.RESUBMIT, at=at, actor="li", step="reg"), Actor("li", frozenset({"reg"}))
    with pytest.raises(Conflict, match="时钟倒退"):
        advance(chain, state, act, {}, actor=who, calendar=Calendar)

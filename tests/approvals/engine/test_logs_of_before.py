"""Logs of cases that ran before the engine learned what it knows now lead where they led then, and the cases go on."""

import json
from pathlib import Path
from typing import Any

import pytest

from approvals.engine import CompiledChain, Entry, State, compiled, replay
from approvals.reading import read_chain

KEPT: dict[str, Any] = {
    one["what"]: one for one in json.loads(Path(__file__).with_name("logs_of_before.json").read_text("utf-8"))
}
"""The chain, the log and the state of each case as they were kept; made by the engine of that time."""


def case(what: str) -> tuple[CompiledChain, list[Entry], State]:
    """The case of that time."""
    kept = KEPT[what]
    log = [Entry.from_json(entry) for entry in kept["log"]]
    return compiled(read_chain(kept["body"])), log, State.from_json(kept["state"])


@pytest.mark.parametrize("what", list(KEPT))
def test_a_log_of_before_leads_where_it_led(what: str):
    chain, log, state = case(what)
    assert replay(chain, log) == state
    assert [entry.to_json() for entry in log] == KEPT[what]["log"]

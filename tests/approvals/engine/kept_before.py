"""States and entries as JSON kept them before they were kept by their names: clocks and openings as lists."""

import json
from datetime import date
from typing import Any

from approvals.engine import Due, Entry, Opening, State
from approvals.engine.openings import Resumption


def state_before(state: State) -> str:
    """The state as it was written then."""
    return json.dumps(_state(state))


def entry_before(entry: Entry) -> str:
    """The entry as it was written then."""
    written = json.loads(entry.to_json())
    if entry.dues:
        written["dues"] = {name: due and _due(due) for name, due in entry.dues.items()}
    return json.dumps(written)


def _state(state: State) -> dict[str, Any]:
    written: dict[str, Any] = {
        "seq": state.seq,
        "initiator": state.initiator,
        "open": [_opening(one) for one in state.open],
        "passed": dict(state.passed),
        "lanes": sorted(state.lanes),
        "filed": state.filed and state.filed.isoformat(),
        "due": state.due and _due(state.due),
        "left": {name: list(days) for name, days in state.left.items()},
        "correction": state.correction
        and [
            state.correction.step,
            state.correction.by,
            [[one.at, one.what] for one in state.correction.defects],
        ],
        "outcome": state.outcome,
    }
    more = {
        "suspended": state.suspended,
        "stands": state.stands,
        "chosen": dict(state.chosen),
        "hands": {name: list(hands) for name, hands in state.hands.items()},
        "undo": state.undo and [state.undo.step, _state(state.undo.state)],
        "at": state.at,
        "handed_in": [list(one) for one in state.handed_in],
    }
    return written | {name: value for name, value in more.items() if value}


def _opening(opening: Opening) -> list[Any]:
    more = {
        "holder": opening.holder,
        "lender": opening.lender,
        "signers": list(opening.signers),
        "signed": [list(one) for one in opening.signed],
        "until": _day(opening.until),
        "run": opening.run and _run(opening.run),
        "watched": opening.watched,
        "urged": [[name, day.isoformat()] for name, day in opening.urged],
    }
    kept = {name: value for name, value in more.items() if value}
    written = [opening.step, opening.seq, opening.since.isoformat(), opening.due and _due(opening.due)]
    return [*written, kept] if kept else written


def _due(due: Due) -> list[Any]:
    written = [*map(_day, (due.on, due.promised, due.remind)), due.reminded, due.overdue]
    return [*written, due.silence, due.run and _run(due.run)] if due.silence or due.run else written


def _run(run: Resumption) -> list[Any]:
    return [run.since.isoformat(), run.days, run.promised]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

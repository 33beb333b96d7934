"""Writes what follows from an act: the case, its tasks, its log, the counters, and word to listeners."""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from approvals import statements as say
from approvals.assignment import assigned
from approvals.cases import CaseView, TaskAtHand
from approvals.engine import Advance, CompiledChain, Entry, Opening, State, alarm_of
from approvals.engine.facts import packed
from approvals.linking import Link, digest, entry_digest, written
from approvals.models import TaskState
from kernel import effects, outbox
from kernel.calendar import calendar as read_calendar
from kernel.clock import local_day
from kernel.effects import Performed
from kernel.errors import Conflict
from kernel.registry import Registry
from kernel.text import Text
from kernel.workdays import Calendar

MOVED = "approvals.moved"
"""The topic that tells listeners what happened to a case."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an act takes place: the transaction, what is installed, the moment, and the chain."""

    session: Session
    connection: Connection
    registry: Registry
    now: datetime
    chain: CompiledChain


def known_of(case: CaseView, now: datetime) -> dict[str, object]:
    """What rules may read: the facts of the case, its id, and the day."""
    return {**case.facts, "case_id": case.id, "today": local_day(now)}


def calendar_asked(session: Session, calendar: Calendar | None) -> Callable[[], Calendar]:
    """The office's calendar, read only when a clock needs it and nobody has brought it."""
    kept = [] if calendar is None else [calendar]

    def asked() -> Calendar:
        if not kept:
            kept.append(read_calendar(session))
        return kept[0]

    return asked


def open_rows(scene: Scene, case: CaseView, entries: Sequence[Entry]) -> CaseView:
    """The case is there with the log of its beginning; returns it with its id."""
    links, head = _links(case.key, entries)
    row: dict[str, Any] = {
        "key": case.key,
        "number": case.number,
        "chain": case.chain,
        "version_id": case.version_id,
        "matter": case.matter,
        "initiator_kind": case.initiator.kind,
        "initiator_id": case.initiator.id,
        "opened_at": scene.now,
    }
    row |= _standing(case.state, case.facts, head, scene.now)
    case_id: int = say.OPEN_CASE.run(scene.connection, row).scalar_one()
    for link in links:
        say.LOG.run(scene.connection, {"case_id": case_id, **link})
    return replace(case, id=case_id, head=head)


def moved(
    scene: Scene, case: CaseView, advance: Advance, task: TaskAtHand | None
) -> tuple[CaseView, Counter[int]]:
    """The case stands where the act led, unless somebody was first; with the change of each office's count."""
    by = advance.entry.act.actor
    counts = _close_tasks(scene, case, advance, task, by)
    links, head = _links(case.head, (advance.entry,))
    params = _standing(advance.state, case.facts, head, scene.now)
    params |= {"case": case.id, "before": case.state.seq}
    if say.MOVE_CASE.run(scene.connection, params).rowcount != 1:
        raise overtaken()
    say.LOG.run(scene.connection, {"case_id": case.id, **links[0]})
    return replace(case, state=advance.state, head=head), counts


def open_tasks(scene: Scene, case: CaseView, openings: Sequence[Opening]) -> Counter[int]:
    """Every opened step waits for those whose it is; returns how many more are open at each office."""
    counts: Counter[int] = Counter()
    for opening in openings:
        whose = assigned(scene.session, scene.registry, case, scene.chain.steps[opening.step])
        row = {
            "case_id": case.id,
            "step": opening.step,
            "seq": opening.seq,
            "state": TaskState.OPEN.value,
            "matter": case.matter,
            "party_kind": whose.party and whose.party.kind,
            "party_id": whose.party and whose.party.id,
            "office_id": whose.office,
            "role": whose.role,
            "due_on": opening.due and opening.due.on,
            "opened_at": scene.now,
        }
        say.OPEN_TASK.run(scene.connection, row)
        if whose.office is not None:
            counts[whose.office] += 1
    return counts


def carry_out(
    scene: Scene, case: CaseView, advance: Advance, facts: Mapping[str, object]
) -> tuple[Performed, ...]:
    """The effects of the act are done, each once under `case:<id>:<seq>:<n>`."""
    if not advance.effects:
        return ()
    key = f"case:{case.id}:{advance.entry.seq}"
    done = effects.perform(scene.session, scene.registry, advance.effects, facts, key=key, now=scene.now)
    return tuple(done)


def tell(scene: Scene, case: CaseView, counts: Counter[int]) -> None:
    """Listeners hear of the act after the commit; the counters come last, for they are the busiest rows."""
    payload = {"case": case.id, "seq": case.state.seq}
    key = f"case:{case.id}:{case.state.seq}"
    outbox.defer(scene.session, MOVED, payload, now=scene.now, key=key)
    changed = sorted((office, by) for office, by in counts.items() if by)
    while changed:
        # sorted, so that two acts that touch the same rows wait for each other and never in a ring
        some, changed = changed[:2], changed[2:]
        params: dict[str, Any] = {}
        for number, (office, by) in enumerate(some):
            params |= {f"office_{number}": office, f"matter_{number}": case.matter, f"by_{number}": by}
        (say.COUNT_ONE if len(some) == 1 else say.COUNT_TWO).run(scene.connection, params)


def overtaken() -> Conflict:
    """Said when the row moved between the look and the write."""
    return Conflict(
        Text("这个办件刚刚被别人办理。", "Somebody else has just acted on this case."),
        remedy=Text("请刷新页面，看看现在的情况。", "Reload the page to see where it stands."),
        place="case",
    )


def _close_tasks(
    scene: Scene, case: CaseView, advance: Advance, task: TaskAtHand | None, by: str
) -> Counter[int]:
    counts: Counter[int] = Counter()
    done = {"into": TaskState.DONE.value, "at": scene.now, "by": by}
    for step in advance.closed:
        if task is not None and step == advance.entry.act.step:
            if say.CLOSE_TASK.run(scene.connection, {**done, "task": task.id}).rowcount != 1:
                raise overtaken()
            offices = [task.assignment.office]
        else:
            dropped = {**done, "into": TaskState.DROPPED.value, "case": case.id, "of_step": step}
            offices = list(say.CLOSE_STEP.run(scene.connection, dropped).scalars())
        counts.subtract(office for office in offices if office is not None)
    return counts


def _links(head: str, entries: Sequence[Entry]) -> tuple[list[dict[str, Any]], str]:
    """The rows of the log, and the head after them."""
    rows = []
    for entry in entries:
        act, text, salt = entry.act, written(entry.to_json()), os.urandom(16).hex()
        link = Link(entry.seq, act.at, act.verb.value, act.step, act.actor, entry_digest(text, salt))
        head = digest(head, link)
        rows.append(
            {
                "seq": link.seq,
                "at": link.at,
                "verb": link.verb,
                "step": link.step,
                "actor": link.actor,
                "entry": text,
                "salt": salt,
                "entry_digest": link.entry_digest,
                "digest": head,
            }
        )
    return rows, head


def _standing(state: State, facts: Mapping[str, Any], head: str, now: datetime) -> dict[str, Any]:
    return {
        "facts": written(packed(facts)),
        "state": written(state.to_json()),
        "revision": state.seq,
        "head": head,
        "outcome": state.outcome,
        "due_on": state.due and state.due.on,
        "alarm_on": alarm_of(state),
        "closed_at": now if state.outcome else None,
    }

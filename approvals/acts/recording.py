"""Writes what follows from an act: the case, its tasks, its log, the counters, and word to listeners."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from random import randrange
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from approvals.acts.retasking import changed_tasks, day_of, marked, signers_moved
from approvals.cases import statements as say
from approvals.cases.linking import Link, digest, entry_digest
from approvals.cases.view import CaseView, TaskAtHand
from approvals.engine import Advance, CompiledChain, Entry, Opening, State, alarm_of, chosen_facts
from approvals.engine.facts import packed
from approvals.models import TaskState
from approvals.people.assignment import assigned
from kernel import effects, outbox
from kernel.calendar import calendar as read_calendar
from kernel.clock import local_day
from kernel.effects import Performed
from kernel.errors import Conflict
from kernel.jsontext import jsontext
from kernel.prepared import Work, together
from kernel.registry import Registry
from kernel.text import Text
from kernel.workdays import Calendar

MOVED = "approvals.moved"
"""The topic that tells listeners what happened to a case."""
PARTS = 16
"""So many rows hold the count of one matter at one office."""


class Scene(Struct, frozen=True):
    """Where an act takes place: the transaction, what is installed, the moment, and the chain."""

    session: Session
    connection: Connection
    registry: Registry
    now: datetime
    chain: CompiledChain


def known_of(chain: CompiledChain, case: CaseView, now: datetime) -> dict[str, object]:
    """What rules may read: the facts of the case, what was chosen in it, its id, and the day."""
    known = {**case.facts, "case_id": case.id, "today": local_day(now)}
    return known | chosen_facts(chain, case.state) if chain.choices else known


def calendar_asked(session: Session, calendar: Calendar | None) -> Callable[[], Calendar]:
    """The office's calendar, read only when a clock needs it and nobody has brought it."""
    kept = [] if calendar is None else [calendar]

    def asked() -> Calendar:
        if not kept:
            kept.append(read_calendar(session))
        return kept[0]

    return asked


def open_rows(scene: Scene, case: CaseView, entries: Sequence[Entry]) -> tuple[CaseView, list[Work]]:
    """The case is there; returns it with its id, and what its log is still to be given."""
    links, head = linked(case.key, entries)
    row: dict[str, Any] = {
        "key": case.key,
        "number": case.number,
        "chain": case.chain,
        "version_id": case.version_id,
        "matter": case.matter,
        "initiator_kind": case.initiator.kind,
        "initiator_id": case.initiator.id,
        "facts": jsontext(packed(case.facts)),
        "opened_at": scene.now,
    }
    row |= _standing(scene, case.state, head)
    case_id: int = say.OPEN_CASE.row(scene.connection, row)[0]
    works: list[Work] = [(say.LOG, {"case_id": case_id, **link}) for link in links]
    works += signers_moved(scene.chain, case_id, State(), case.state)
    return case.begun(case_id, head), works


def moved(
    scene: Scene, case: CaseView, advance: Advance, task: TaskAtHand | None, counts: dict[int, int]
) -> tuple[CaseView, list[Work]]:
    """The case as the act leaves it, and what is to be written of that; each of these touches one row."""
    marked(scene.connection, case.id, case.state, advance)
    works = _close_tasks(scene, case, advance, task, counts)
    works += changed_tasks(case.id, case.state, advance)
    works += signers_moved(scene.chain, case.id, case.state, advance.state)
    links, head = linked(case.head, (advance.entry,))
    params = _standing(scene, advance.state, head)
    params |= {"case": case.id, "before": case.state.seq}
    works += [(say.MOVE_CASE, params), (say.LOG, {"case_id": case.id, **links[0]})]
    return case.after(advance.state, head), works


def learned(connection: Connection, case: CaseView, facts: Mapping[str, Any] | None) -> CaseView:
    """The case with what has changed of its facts."""
    if not facts:
        return case
    case = replace(case, facts={**case.facts, **facts})
    together(connection, [(say.NEW_FACTS, {"case": case.id, "known": jsontext(packed(case.facts))})])
    return case


def settled(
    scene: Scene,
    case: CaseView,
    works: list[Work],
    *,
    advances: Sequence[Advance],
    openings: Sequence[Opening],
    counts: dict[int, int],
) -> tuple[Performed, ...]:
    """Everything is written and the effects are done; without effects in one round trip."""
    done: list[Performed] = []
    if any(one.effects for one in advances):
        _write(scene, works)
        works = []
        known = known_of(scene.chain, case, scene.now)
        for one in advances:
            key = f"case:{case.id}:{one.entry.seq}"
            done += effects.perform(scene.session, scene.registry, one.effects, known, key=key, now=scene.now)
    checked = len(works)
    works = [*works, *_open_tasks(scene, case, openings, counts), *_counted(scene, case, counts)]
    # needs no key: the case has each of its revisions once
    payload = {"case": case.id, "seq": case.state.seq}
    works.append(outbox.deferral(scene.connection, MOVED, payload, now=scene.now))
    _write(scene, works, checked=checked)
    return tuple(done)


def _write(scene: Scene, works: Sequence[Work], *, checked: int | None = None) -> None:
    counts = together(scene.connection, works)
    if any(count != 1 for count in counts[:checked]):
        raise overtaken()


def _open_tasks(
    scene: Scene, case: CaseView, openings: Sequence[Opening], counts: dict[int, int]
) -> Iterator[Work]:
    """Every opened step waits for those whose it is."""
    for opening in openings:
        whose = assigned(scene.session, scene.registry, case, scene.chain.steps[opening.step])
        if whose.office is not None:
            counts[whose.office] = counts.get(whose.office, 0) + 1
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
            "due_on": day_of(opening),
            "pool": scene.chain.steps[opening.step].taken_first,
            "opened_at": scene.now,
            "version_id": case.version_id,
            "mending": case.state.correction is not None,
        }
        yield say.OPEN_TASK, row


def _counted(scene: Scene, case: CaseView, counts: dict[int, int]) -> Iterator[Work]:
    # who writes alone needs one part only; of many at once hardly any two take the same
    part = randrange(PARTS) if scene.connection.dialect.name == "postgresql" else 0  # noqa: S311 no secret
    changed = sorted((office, by) for office, by in counts.items() if by)
    while changed:
        # sorted, so that two acts that touch the same rows wait for each other and never in a ring
        some, changed = changed[:2], changed[2:]
        params: dict[str, Any] = {}
        for number, (office, by) in enumerate(some):
            params |= {f"office_{number}": office, f"matter_{number}": case.matter}
            params |= {f"part_{number}": part, f"by_{number}": by}
        yield say.COUNT_ONE if len(some) == 1 else say.COUNT_TWO, params


def overtaken() -> Conflict:
    """Said when the row moved between the look and the write."""
    return Conflict(
        Text("这个办件刚刚被别人办理。", "Somebody else has just acted on this case."),
        remedy=Text("请刷新页面，看看现在的情况。", "Reload the page to see where it stands."),
        place="case",
    )


def _close_tasks(
    scene: Scene, case: CaseView, advance: Advance, task: TaskAtHand | None, counts: dict[int, int]
) -> list[Work]:
    act = advance.entry.act
    done = {"into": TaskState.DONE.value, "at": scene.now, "by": act.actor}
    works: list[Work] = []
    for step in advance.closed:
        if task is not None and step == act.step:
            works.append((say.CLOSE_TASK, {**done, "task": task.id}))
            offices = [task.assignment.office]
        else:
            dropped = {**done, "into": TaskState.DROPPED.value, "case": case.id, "of_step": step}
            offices = [row[0] for row in say.CLOSE_STEP.rows(scene.connection, dropped)]
        for office in offices:
            if office is not None:
                counts[office] = counts.get(office, 0) - 1
    return works


def linked(head: str, entries: Sequence[Entry]) -> tuple[list[dict[str, Any]], str]:
    """The rows of the log, and the head after them."""
    rows = []
    for entry in entries:
        act, text, salt = entry.act, entry.to_json(), os.urandom(16).hex()
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


def _standing(scene: Scene, state: State, head: str) -> dict[str, Any]:
    return {
        "state": state.to_json(),
        "revision": state.seq,
        "head": head,
        "outcome": state.outcome,
        "due_on": state.due and state.due.on,
        "alarm_on": alarm_of(state),
        "closed_at": scene.now if state.outcome else None,
    }

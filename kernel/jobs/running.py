"""Runs what is due: a slot's row and its work are one transaction, so it happens once or not at all."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from kernel.clock import Clock
from kernel.db import session_factory, transaction
from kernel.failures import told
from kernel.jobs import ledger
from kernel.jobs.schedules import Slot
from kernel.registry import Entry, Registry
from kernel.seams import JOB
from kernel.surroundings import Surroundings, around, surround

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ran:
    """A slot that was run, and the error if it failed."""

    job: str
    slot: str
    error: str | None = None


def run_due(
    engine: Engine, registry: Registry, clock: Clock, *, surroundings: Surroundings | None = None
) -> list[Ran]:
    """Every slot due by now was run, here or by another scheduler; returns those run here."""
    here = around(registry, clock, surroundings)
    ran: list[Ran] = []
    for entry in registry.entries(JOB):
        for slot in _due(engine, entry, clock.now()):
            found = _run(engine, entry, slot, due_at=slot.at, here=here)
            ran += [found] if found else []
    return ran


def run_now(
    engine: Engine, registry: Registry, clock: Clock, job: str, *, surroundings: Surroundings | None = None
) -> Ran:
    """The job was run beside its schedule, in a slot of its own."""
    entry = registry.entry(JOB, job)
    now = clock.now()
    slot = Slot(f"now {now.isoformat()}", now)
    here = around(registry, clock, surroundings)
    return _run(engine, entry, slot, due_at=None, here=here) or Ran(job, slot.id)


def _due(engine: Engine, entry: Entry, now: datetime) -> Iterator[Slot]:
    with session_factory(engine)() as session:
        slots = ledger.due_slots(session, entry, now)
    if slots is None:
        with transaction(engine) as session:
            ledger.first_seen(session, entry, now)
        return
    yield from slots


def _run(
    engine: Engine, entry: Entry, slot: Slot, *, due_at: datetime | None, here: Surroundings
) -> Ran | None:
    """What became of the slot; None when another scheduler had it."""
    try:
        with transaction(engine) as session:
            surround(session, here)
            run_id = ledger.begun(session, entry, slot, due_at=due_at, now=here.clock.now())
            if run_id is None:
                return None
            report = dict(entry.thing(session, slot) or {})
            ledger.finished(session, run_id, now=here.clock.now(), report=report)
    except Exception as error:  # a job may fail in any way; its row keeps the error
        log.exception("job %s failed in slot %s", entry.name, slot.id)
        with transaction(engine) as session:
            ledger.failed(session, entry, slot, due_at=due_at, now=here.clock.now(), error=told(error))
        return Ran(entry.name, slot.id, told(error))
    return Ran(entry.name, slot.id)

"""Carries out what is due: the handler's work and the mark that it is done commit together."""

import logging
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import Engine

from kernel.clock import Clock
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, Undeliverable
from kernel.failures import told
from kernel.models.work import WorkState
from kernel.outbox.backoff import ATTEMPTS, delay
from kernel.outbox.claiming import Claim, anything_due, claimed, hand_back, settle
from kernel.registry import Entry, Registry
from kernel.seams import TOPIC
from kernel.surroundings import Surroundings, around, surround
from kernel.text import Text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drained:
    """How many items were carried out, and how many attempts failed."""

    done: int = 0
    failed: int = 0


class Outcome(Enum):
    DONE = auto()
    FAILED = auto()
    LOST = auto()


def drain(
    engine: Engine,
    registry: Registry,
    *,
    clock: Clock,
    worker: str,
    limit: int = 100,
    surroundings: Surroundings | None = None,
) -> Drained:
    """Up to `limit` due items are carried out; safe beside any number of other workers."""
    if not anything_due(engine, clock.now()):
        return Drained()
    here = around(registry, clock, surroundings)
    hand_back(engine, clock.now())
    outcomes: list[Outcome] = []
    while len(outcomes) < limit and (claim := claimed(engine, worker, clock.now())):
        outcomes.append(_carried_out(engine, claim, here))
    return Drained(done=outcomes.count(Outcome.DONE), failed=outcomes.count(Outcome.FAILED))


def _carried_out(engine: Engine, claim: Claim, here: Surroundings) -> Outcome:
    attempts = ATTEMPTS
    try:
        entry = here.registry.entry(TOPIC, claim.topic)
        attempts = _attempts(entry)
        _refuse_deadly(claim, attempts)
        if entry.options.get("outward"):
            return _sent_out(engine, claim, entry, here)
        with transaction(engine) as session:
            surround(session, here)
            # marked first: the row stays locked, so no other worker can be given it meanwhile
            if not settle(session, claim, state=WorkState.DONE, done_at=here.clock.now(), error=None):
                return Outcome.LOST
            entry.thing(session, claim.payload)
    except Exception as error:  # a handler may fail in any way; the item keeps the error
        log.exception("outbox item %s (%s) failed, attempt %s", claim.id, claim.topic, claim.attempts)
        _failed(engine, claim, error, attempts=attempts, clock=here.clock)
        return Outcome.FAILED
    return Outcome.DONE


def _sent_out(engine: Engine, claim: Claim, entry: Entry, here: Surroundings) -> Outcome:
    """Work that leaves the house: nobody waits for our lock while a server elsewhere takes its time.

    It may be done twice where the process ends between the work and its mark; what it sends has a key.
    """
    with session_factory(engine)() as session:
        surround(session, here)
        entry.thing(session, claim.payload)
    with transaction(engine) as session:
        kept = settle(session, claim, state=WorkState.DONE, done_at=here.clock.now(), error=None)
    return Outcome.DONE if kept else Outcome.LOST


def _failed(engine: Engine, claim: Claim, error: Exception, *, attempts: int, clock: Clock) -> None:
    now = clock.now()
    with transaction(engine) as session:
        # what was refused for good is refused again however long one waits
        if claim.attempts >= attempts or isinstance(error, Undeliverable):
            settle(session, claim, state=WorkState.DEAD, error=told(error))
        else:
            due_at = now + delay(claim.attempts)
            settle(session, claim, state=WorkState.WAITING, due_at=due_at, error=told(error))


def _attempts(entry: Entry) -> int:
    return int(entry.options.get("attempts", ATTEMPTS))


def _refuse_deadly(claim: Claim, attempts: int) -> None:
    """An item whose every attempt ended with the worker's death is not tried for ever."""
    if claim.attempts > attempts:
        raise Conflict(
            Text(
                f"执行“{claim.topic}”时进程 {attempts} 次中断。",
                f"The process ended {attempts} times while it carried out “{claim.topic}”.",
            ),
            remedy=Text(
                "请查看进程日志（内存、超时），排除原因后重试。",
                "See the log of the process (memory, time limits), mend the cause, then revive it.",
            ),
            place=f"outbox:{claim.id}",
        )

"""Acts on cases: each one transaction, under the case's lock, done wholly or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from approvals.assignment import Standing
from approvals.beginning import open_case, submit_case
from approvals.cases import CaseView, TaskAtHand, locked
from approvals.chains import compiled_chain
from approvals.engine import Act, Actor, Advance, Defect, advance, happening
from approvals.meanwhile import refuse_overtaken, refuse_strangers
from approvals.queries import allowed_to, case_history, tasks_for
from approvals.recording import Scene, calendar_asked, known_of, learned, moved, settled
from approvals.words import Verb
from kernel.clock import local_day
from kernel.db import connection_of
from kernel.effects import Performed
from kernel.errors import Conflict
from kernel.registry import Registry
from kernel.text import Text
from kernel.workdays import Calendar

__all__ = [
    "Decided",
    "allowed_to",
    "case_history",
    "decide",
    "open_case",
    "run_clocks",
    "submit_case",
    "tasks_for",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Decided:
    """What an act came to: the case after it, the steps it opened, the effects it had."""

    case: CaseView
    opened: tuple[str, ...]
    effects: tuple[Performed, ...]


def decide(
    session: Session,
    case_id: int,
    *,
    step: str,
    verb: Verb,
    actor: Standing,
    seen: int,
    now: datetime,
    registry: Registry,
    opinion: str = "",
    defects: Sequence[Defect] = (),
    to: str = "",
    facts: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
) -> Decided:
    """The act is done; `seen` is the revision the actor was looking at, `facts` what has changed of them."""
    session.flush()
    connection = connection_of(session)
    case, task = locked(connection, case_id, step)
    chain = compiled_chain(connection, registry, case.version_id)
    who = _actor(case, task, step, actor)
    if not (who.steps or who.initiator or actor.offices):
        refuse_strangers(connection, case_id, actor)
    refuse_overtaken(connection, chain, case, step=step, seen=seen, actor=actor.name)
    if task is not None:
        _refuse_claimed(task, actor)
    case = learned(connection, case, facts)
    act = Act(verb=verb, at=now, actor=actor.name, step=step, opinion=opinion, defects=tuple(defects), to=to)
    scene = Scene(session, connection, registry, now, chain)
    known = known_of(case, now)
    asked = calendar_asked(session, calendar)
    found = advance(chain, case.state, act, known, actor=who, calendar=asked)
    return _written(scene, case, found, task)


def withdraw(
    session: Session,
    case_id: int,
    *,
    actor: Standing,
    seen: int,
    now: datetime,
    registry: Registry,
    opinion: str = "",
) -> Decided:
    """The applicant has taken the application back; the case is closed."""
    return decide(
        session,
        case_id,
        step="",
        verb=Verb.WITHDRAW,
        actor=actor,
        seen=seen,
        now=now,
        registry=registry,
        opinion=opinion,
    )


def run_clocks(
    session: Session, case_id: int, *, now: datetime, registry: Registry, calendar: Calendar | None = None
) -> int:
    """Everything the clocks of the case want by now is logged and has happened; returns how much it was."""
    connection = connection_of(session)
    case, _ = locked(connection, case_id, "")
    scene = Scene(session, connection, registry, now, compiled_chain(connection, registry, case.version_id))
    asked = calendar_asked(session, calendar)
    count = 0
    while case.state.outcome is None and (due := happening(case.state, local_day(now))):
        known = known_of(case, now)
        act = Act(verb=due[0], at=now, step=due[1])
        found = advance(scene.chain, case.state, act, known, actor=None, calendar=asked)
        case = _written(scene, case, found, None).case
        count += 1
    return count


def _written(scene: Scene, case: CaseView, found: Advance, task: TaskAtHand | None) -> Decided:
    counts: dict[int, int] = {}
    case, works = moved(scene, case, found, task, counts)
    done = settled(scene, case, works, advances=[found], openings=found.opened, counts=counts)
    return Decided(case, tuple(one.step for one in found.opened), done)


def _actor(case: CaseView, task: TaskAtHand | None, step: str, standing: Standing) -> Actor:
    theirs = task is not None and standing.may_do(task.assignment)
    steps = frozenset({step}) if theirs else frozenset[str]()
    return Actor(standing.name, steps, initiator=case.initiator in standing.parties)


def _refuse_claimed(task: TaskAtHand, actor: Standing) -> None:
    if task.claimed_by not in (None, actor.name):
        raise Conflict(
            Text(f"这个待办已由 {task.claimed_by} 认领。", f"{task.claimed_by} has claimed this task."),
            remedy=Text("请由其办理，或请其释放后再办。", "Let them do it, or ask them to release it."),
            place="case",
        )

"""Acts on cases: each one transaction, under the case's lock, done wholly or not at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy.orm import Session

from approvals.acts.answering import answers
from approvals.acts.beginning import NewCase, open_case, submit_case
from approvals.acts.clocking import run_clocks
from approvals.acts.meanwhile import refuse_claimed, refuse_overtaken, refuse_strangers
from approvals.acts.recording import Scene, calendar_asked, known_of, learned, moved, settled
from approvals.cases.queries import allowed_to, case_history, tasks_for
from approvals.cases.view import CaseView, TaskAtHand, locked
from approvals.chains.versions import compiled_chain
from approvals.engine import Act, Actor, Advance, Defect, Edit, advance, held
from approvals.people.assignment import Standing
from approvals.people.concerned import is_for_others, refuse_concerned
from approvals.people.copies import send_copies
from approvals.people.hats import Oversight, actor_at, oversight_of, substitutes_of
from approvals.people.signers import refuse_strange
from approvals.words import OF_ADMINS, Verb
from kernel.db import connection_of
from kernel.effects import Performed
from kernel.errors import NotAllowed
from kernel.registry import Registry
from kernel.text import Text
from kernel.workdays import Calendar

__all__ = [
    "Decided",
    "NewCase",
    "allowed_to",
    "case_history",
    "decide",
    "open_case",
    "run_clocks",
    "submit_case",
    "tasks_for",
    "withdraw",
]


OVERSEEN = OF_ADMINS | {Verb.TRANSFER, Verb.URGE}
"""Verbs for which it matters whether somebody looks after the cases of the office."""


class Decided(Struct, frozen=True):
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
    value: str = "",
    people: Sequence[str] = (),
    facts: Mapping[str, Any] | None = None,
    edits: Sequence[Edit] = (),
    days: int = 0,
    calendar: Calendar | None = None,
) -> Decided:
    """The act is done; `seen` is the revision the actor was looking at, `facts` what has changed of them.

    `value` is a vote or what was chosen, `people` are the accounts that the verb names, `edits` the answers on
    file that were changed with it, `days` how long a return gives instead of the usual.
    """
    act = Act(
        verb=verb,
        at=now,
        actor=actor.name,
        step=step,
        opinion=opinion,
        defects=tuple(defects),
        to=to,
        value=value,
        people=tuple(people),
        edits=tuple(edits),
        days=days,
    )
    return _acted(session, case_id, act, actor, seen=seen, registry=registry, facts=facts, calendar=calendar)


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


def _acted(
    session: Session,
    case_id: int,
    act: Act,
    actor: Standing,
    *,
    seen: int,
    registry: Registry,
    facts: Mapping[str, Any] | None,
    calendar: Calendar | None,
) -> Decided:
    session.flush()
    connection = connection_of(session)
    case, task = locked(connection, case_id, act.step)
    chain = compiled_chain(connection, registry, case.version_id)
    scene = Scene(session, connection, registry, act.at, chain)
    who = _actor(scene, case, task, act, actor)
    refuse_overtaken(connection, chain, case, step=act.step, seen=seen, actor=actor.name)
    if task is not None:
        refuse_claimed(connection, chain.steps[act.step], task, act, who)
    case = learned(connection, case, facts)
    asked = answers(session, registry, case, calendar_asked(session, calendar), act.at)
    found = advance(chain, case.state, act, known_of(chain, case, act.at), actor=who, **asked)
    if actor.offices and is_for_others(chain, act.step, act.verb):
        refuse_concerned(session, registry, chain, case, actor)
    if act.people and act.step in chain.steps:
        refuse_strange(session, registry, case, chain.steps[act.step], act)
    done = _written(scene, case, found, task)
    return _moved_on(scene, done, calendar) if facts else done


def _written(scene: Scene, case: CaseView, found: Advance, task: TaskAtHand | None) -> Decided:
    counts: dict[int, int] = {}
    case, works = moved(scene, case, found, task, counts)
    done = settled(scene, case, works, advances=[found], openings=found.opened, counts=counts)
    act = found.entry.act
    if act.verb is Verb.CC:
        send_copies(scene.session, case.id, act.people, by=act.actor, now=scene.now)
    return Decided(case, tuple(one.step for one in found.opened), done)


def _actor(scene: Scene, case: CaseView, task: TaskAtHand | None, act: Act, standing: Standing) -> Actor:
    """Who acts, and in whose place; a case that never was theirs is not there for them."""
    assignments = {} if task is None else {act.step: task.assignment}
    who = actor_at(
        case, standing, assignments, step=act.step, claimed_by=task.claimed_by if task is not None else None
    )
    if act.verb in OVERSEEN:
        oversight = oversight_of(scene.session, scene.registry, case, standing)
        if act.verb is Verb.JUMP and oversight is Oversight.AHEAD:
            raise _not_there_yet()
        who = replace(who, admin=oversight is not Oversight.NONE)
    if act.verb is Verb.SUBSTITUTE:
        brings = substitutes_of(scene.session, scene.registry, scene.chain, case, standing)
        who = replace(who, stands_in=brings)
    if not (who.steps or who.initiator or who.on_behalf or who.stands_in or standing.offices):
        refuse_strangers(scene.connection, case.id, standing)
    return who


def _not_there_yet() -> NotAllowed:
    """Said of a jump over what others have to do before an office has had the case."""
    return NotAllowed(
        Text(
            "办件还没有到您督办的机构，不能跳转。",
            "The case has not come to an office that you look after, so it cannot jump.",
        ),
        remedy=Text(
            "可以终止、转办、催办；审批链写明的，也可以登记对方不配合或无法送达。",
            "You may terminate, assign or urge it, or report what the chain provides for.",
        ),
        place="verb",
    )


def _moved_on(scene: Scene, done: Decided, calendar: Calendar | None) -> Decided:
    """The same, and waits for what the facts now say are over."""
    case = done.case
    if not held(scene.chain, case.state, known_of(scene.chain, case, scene.now)):
        return done
    run_clocks(scene.session, case.id, now=scene.now, registry=scene.registry, calendar=calendar)
    return replace(done, case=locked(scene.connection, case.id, "")[0])

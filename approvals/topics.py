"""Deferred work of cases: listeners are told of an act, clocks are run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from approvals.acts.clocking import moved_by, reckon, run_clocks
from approvals.acts.exits import LEAVE, leave
from approvals.acts.recording import MOVED
from approvals.acts.vacating import vacate
from approvals.cases.queries import Logged, case_history, case_view
from approvals.cases.view import CaseView
from approvals.jobs import CLOCK, RECKON, RECKON_SOME, VACATE
from approvals.people.telling import WORD, Word, WordKind
from approvals.seams import CASE_WORD, LISTENER
from approvals.words import Exit
from kernel import outbox
from kernel.calendar import calendar
from kernel.seams import topic
from kernel.surroundings import surroundings_of
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """What a listener hears: the act, and the case as it stands now, perhaps some acts later."""

    case: CaseView
    logged: Logged


@topic(MOVED, title=Text("办件动态", "word of cases"))
def tell_listeners(session: Session, payload: Mapping[str, Any]) -> None:
    """Every listener of the installed plugins has heard of the act."""
    listeners = list(surroundings_of(session).registry.entries(LISTENER))
    if not listeners:
        return
    case = case_view(session, payload["case"])
    logged = next(one for one in case_history(session, case.id) if one.seq == payload["seq"])
    for entry in listeners:
        entry.thing(session, CaseMoved(case, logged))


@topic(CLOCK, title=Text("办件时限", "clocks of cases"))
def clock(session: Session, payload: Mapping[str, Any]) -> None:
    """What the clocks of the case want by now has happened."""
    around = surroundings_of(session)
    run_clocks(session, payload["case"], now=around.clock.now(), registry=around.registry)


@topic(VACATE, title=Text("收回停用或调离账户的待办", "work of accounts that left given up"))
def give_up(session: Session, payload: Mapping[str, Any]) -> None:
    """Nobody who is no more has a task of the case or is to sign in it."""
    around = surroundings_of(session)
    vacate(session, payload["case"], now=around.clock.now(), registry=around.registry)


@topic(RECKON_SOME, title=Text("查找日历变动影响的办件", "cases that a changed calendar moves"))
def look_for_moved(session: Session, payload: Mapping[str, Any]) -> None:
    """Each of the cases that the calendar moves is going to be counted anew, in a transaction of its own."""
    around = surroundings_of(session)
    now = around.clock.now()
    moved = moved_by(session, payload["cases"], registry=around.registry, calendar=calendar(session))
    for case in moved:
        outbox.defer(session, RECKON, {"case": case}, now=now)


@topic(RECKON, title=Text("重算办件期限", "days of a case counted anew"))
def count_anew(session: Session, payload: Mapping[str, Any]) -> None:
    """The days of the case are those of the calendar, and its log says so."""
    around = surroundings_of(session)
    reckon(session, payload["case"], now=around.clock.now(), registry=around.registry)


@topic(LEAVE, title=Text("主体不在时转入例外处理", "steps left by a party that is gone"))
def left(session: Session, payload: Mapping[str, Any]) -> None:
    """The case has gone where its chain says, unless somebody has moved it meanwhile."""
    around = surroundings_of(session)
    state = case_view(session, payload["case"]).state
    opening = state.opening(payload["step"])
    # nothing happens while it is suspended: who listens to cases asks again when it is resumed
    if opening is not None and opening.seq == payload["seq"] and not state.suspended:
        now, registry = around.clock.now(), around.registry
        leave(session, payload["case"], payload["step"], Exit(payload["way"]), now=now, registry=registry)


@topic(WORD, title=Text("告知经办人", "word to accounts"))
def pass_on(session: Session, payload: Mapping[str, Any]) -> None:
    """Whoever passes word on to accounts has it."""
    given = {**payload, "kind": WordKind(payload["kind"]), "accounts": tuple(payload["accounts"])}
    word = Word(**given | {"at": datetime.fromisoformat(payload["at"])})
    for entry in surroundings_of(session).registry.entries(CASE_WORD):
        entry.thing(session, word)

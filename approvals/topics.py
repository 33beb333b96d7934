"""Deferred work of cases: listeners are told of an act, clocks are run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from approvals.cases import CaseView
from approvals.jobs import CLOCK
from approvals.queries import Logged, case_history, case_view
from approvals.recording import MOVED
from approvals.seams import LISTENER
from approvals.service import run_clocks
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

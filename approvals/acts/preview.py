"""What an act would bring about, tried without writing anything."""

from datetime import datetime

from sqlalchemy.orm import Session

from approvals.acts.answering import answers
from approvals.acts.recording import calendar_asked, known_of
from approvals.cases.queries import case_view, steps_for
from approvals.cases.view import no_such_case, open_work
from approvals.chains.versions import compiled_chain
from approvals.engine import Act, Defect, advance
from approvals.people.assignment import Standing
from approvals.people.hats import actor_at
from approvals.words import OPINIONS, REASONED, Verb
from kernel import effects
from kernel.effects import Preview
from kernel.registry import Registry

WORDED = REASONED | OPINIONS
SUPPOSED = "…"
"""Stands for the reasons that the act will need and nobody has written yet."""


def preview(
    session: Session,
    registry: Registry,
    case_id: int,
    *,
    step: str,
    verb: Verb,
    standing: Standing,
    now: datetime,
) -> list[Preview]:
    """The effects the act would have now; refused like the act itself when it may not be done."""
    case = case_view(session, case_id)
    steps = frozenset(steps_for(session, standing, case_id))
    initiator = case.initiator in standing.parties
    if not steps and not initiator:
        raise no_such_case(case_id)
    chain = compiled_chain(session.connection(), registry, case.version_id)
    act = Act(
        verb=verb,
        at=now,
        actor=standing.name,
        step=step,
        opinion=SUPPOSED if verb in WORDED else "",
        defects=(Defect("", SUPPOSED),) if verb is Verb.RETURN else (),
    )
    known = known_of(chain, case, now)
    work = open_work(session.connection(), case_id)
    mine = {name: work[name].assignment for name in steps if name in work}
    claimed_by = work[step].claimed_by if step in work else None
    actor = actor_at(case, standing, mine, step=step, claimed_by=claimed_by)
    asks = answers(session, registry, case, calendar_asked(session, None), now)
    found = advance(chain, case.state, act, known, actor=actor, **asks)
    return effects.previewed(session, registry, found.effects, known)

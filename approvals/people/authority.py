"""Whether a case is somebody's to see, asked together with the case itself: one statement for every page of a case."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from approvals.cases.asides import Found, Message
from approvals.cases.statements import DECISION
from approvals.cases.view import CASE, TASK, VIEWED, CaseView, no_such_case, view_of
from approvals.people.ahead import offices_ahead
from approvals.people.assignment import Standing
from approvals.people.copies import COPY, has_copy
from approvals.people.following import FOLLOWED
from kernel.db import connection_of
from kernel.prepared import Among, Prepared
from kernel.surroundings import surroundings_of


def _theirs() -> ColumnElement[bool]:
    """The tasks of offices and roles, whatever their state, and those of offices that are looked after."""
    of_role = or_(TASK.c.role.is_(None), Among(TASK.c.role, "roles"))
    return or_(Among(TASK.c.office_id, "offices") & of_role, Among(TASK.c.office_id, "oversees"))


HAD = Prepared(select(TASK.c.matter).where(TASK.c.case_id == bindparam("case")).where(_theirs()).limit(1))
CASE_OF = Prepared(select(*VIEWED).where(CASE.c.id == bindparam("case")))
LOOKED_AT = Prepared(
    select(
        *VIEWED,
        exists(select(TASK.c.id).where(TASK.c.case_id == CASE.c.id).where(_theirs())),
        exists(select(Message.id).where(Message.case_id == CASE.c.id)),
        exists(select(Found.id).where(Found.case_id == CASE.c.id)),
        exists(
            select(COPY.c.id).where(
                COPY.c.case_id == CASE.c.id, COPY.c.account == bindparam("account"), COPY.c.read_at.is_(None)
            )
        ),
        exists(
            select(FOLLOWED.c.id).where(
                FOLLOWED.c.case_id == CASE.c.id, FOLLOWED.c.account == bindparam("account")
            )
        ),
    ).where(CASE.c.id == bindparam("case"))
)


ACTED = Prepared(
    select(DECISION.c.seq)
    .where(DECISION.c.case_id == bindparam("case"), DECISION.c.actor == bindparam("account"))
    .limit(1)
)


class LookedAt(NamedTuple):
    """A case that is somebody's to see; whether they have a say in it, and what there is to read of it."""

    case: CaseView
    speaks: bool
    messages: bool
    verdicts: bool
    copied: bool
    """Whether they were shown it and have not marked it as read."""
    followed: bool = False


def may_see(session: Session, standing: Standing, case_id: int) -> bool:
    """Whether the case is, or ever was, theirs or of whom they stand in for, or was shown to them at their office."""
    return may_speak(session, standing, case_id) or _was_shown(session, standing, case_id)


def may_speak(session: Session, standing: Standing, case_id: int) -> bool:
    """Whether the case waits, or has waited, for them: who was merely shown it does not speak for the office."""
    return in_whose_place(session, standing, case_id) is not None


def in_whose_place(session: Session, standing: Standing, case_id: int) -> str | None:
    """For whom they have a say in the case: `""` for themselves, an account they stand in for; None without one."""
    connection = connection_of(session)
    if HAD.row(connection, _asked(standing, case_id)) is not None:
        return ""
    lent = _lent(session, standing, case_id)
    if lent is not None:
        return lent
    if not standing.oversees:
        return None
    row = CASE_OF.row(connection, {"case": case_id})
    return "" if row is not None and awaits(session, standing, view_of(row)) else None


def looked_at(session: Session, standing: Standing, case_id: int) -> LookedAt:
    """The case as it stands; one that is not theirs to see is not there."""
    session.flush()
    row = LOOKED_AT.row(connection_of(session), {**_asked(standing, case_id), "account": standing.name})
    if row is None:
        raise no_such_case(case_id)
    theirs, messages, verdicts, copied, followed = map(bool, row[-5:])
    case = view_of(row)
    speaks = theirs or _lent(session, standing, case_id) is not None or awaits(session, standing, case)
    if not speaks and not _was_shown(session, standing, case_id):
        raise no_such_case(case_id)
    return LookedAt(case, speaks, messages, verdicts, copied, followed)


def awaits(session: Session, standing: Standing, case: CaseView) -> bool:
    """Whether it is going to come to an office that they look after: until then nobody else there can help."""
    if not standing.oversees:
        return False
    if case.state.outcome is not None:
        # it comes to nobody any more; who ended it reads on
        ended = {"case": case.id, "account": standing.name}
        return ACTED.row(connection_of(session), ended) is not None
    return bool(offices_ahead(session, surroundings_of(session).registry, case) & standing.oversees)


def _lent(session: Session, standing: Standing, case_id: int) -> str | None:
    """For whom of those they stand in for it waits or has waited."""
    for proxy in standing.proxies:
        # what is lent is the work of an office, never the looking after others
        asked = {**_asked(proxy.principal, case_id), "oversees": ()}
        had = HAD.row(connection_of(session), asked)
        if had is not None and proxy.covers(had[0]):
            return proxy.principal.name
    return None


def _was_shown(session: Session, standing: Standing, case_id: int) -> bool:
    return has_copy(session, case_id, standing.name, standing.offices)


def _asked(standing: Standing, case_id: int) -> Mapping[str, Any]:
    return {
        "case": case_id,
        "offices": standing.offices,
        "roles": standing.roles,
        "oversees": standing.oversees,
    }

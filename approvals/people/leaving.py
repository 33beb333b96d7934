"""Accounts that work somewhere else now: they are open, and yet nobody at whose office the step waits."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, select, union
from sqlalchemy.orm import Session

from approvals.cases.statements import SIGNER
from approvals.cases.view import IS_OPEN, TASK
from approvals.people.assignment import Assignment, Standing, standing_of
from approvals.people.hats import hats_of
from approvals.seams import STANDING
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.registry import Registry

HOLDING = (TASK.c.claimed_by, TASK.c.held_by, SIGNER.c.account)
"""How an account may have something for itself."""


class Held(NamedTuple):
    """An account has something at an office for itself, or is to sign there, in cases of a matter."""

    account: str
    office: int
    matter: str


def cases_left(session: Session, registry: Registry, *, today: date) -> set[int]:
    """The cases in which an account has a task, or is to sign, at an office where it is no more."""
    if not registry.names(STANDING):
        # nobody says who is of which office
        return set()
    held = [Held(*row) for row in session.execute(union(*_held()))]
    known = standings(session, registry, {one.account for one in held}, today=today)
    return {
        case
        for one in held
        if one.account in known and has_left(known[one.account], one.office, one.matter)
        for case in session.scalars(union(*_cases(one)))
    }


def left(
    session: Session,
    registry: Registry,
    names: Collection[str],
    assignment: Assignment,
    *,
    matter: str,
    today: date,
) -> frozenset[str]:
    """Those of the open accounts that are no more of the office at which the step waits."""
    office = assignment.office
    if office is None or not registry.names(STANDING):
        return frozenset()
    known = standings(session, registry, names, today=today)
    return frozenset(name for name, one in known.items() if has_left(one, office, matter))


def has_left(standing: Standing, office: int, matter: str) -> bool:
    """Whether the office is none of theirs, nor of anybody for whom they stand in."""
    return all(office not in hat.offices for hat, _ in hats_of(standing, matter))


def standings(
    session: Session, registry: Registry, names: Collection[str], *, today: date
) -> Mapping[str, Standing]:
    """Who the open accounts of these names are in the cases now."""
    wanted = sorted({name for name in names if name})
    rows = session.execute(
        select(USER.c.username, USER.c.id).where(USER.c.username.in_(wanted), USER.c.active.is_(True))
    )
    return {
        name: standing_of(session, registry, actor_of(session, user), today=today)
        for name, user in rows.all()
    }


def _held() -> Iterator[Select[tuple[Any, ...]]]:
    for column in HOLDING:
        yield _open(column, TASK.c.office_id, TASK.c.matter).where(column.is_not(None))


def _cases(one: Held) -> Iterator[Select[tuple[Any, ...]]]:
    here = (TASK.c.office_id == one.office, TASK.c.matter == one.matter)
    for column in HOLDING:
        yield _open(TASK.c.case_id).where(column == one.account, *here)


def _open(*columns: ColumnElement[Any]) -> Select[tuple[Any, ...]]:
    """Of the open steps at offices, each with those whose turn it is to sign there."""
    signs = and_(SIGNER.c.case_id == TASK.c.case_id, SIGNER.c.step == TASK.c.step)
    return (
        select(*columns)
        .select_from(TASK.outerjoin(SIGNER, signs))
        .where(IS_OPEN, TASK.c.office_id.is_not(None))
    )

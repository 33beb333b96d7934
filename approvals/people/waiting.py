"""The open tasks of somebody: whose they are, who has them for themselves, and which can be done as they are."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    exists,
    false,
    literal,
    not_,
    or_,
    select,
)

from approvals.cases.view import TASK
from approvals.people.assignment import Standing
from kernel.prepared import Among


def at_offices(standing: Standing) -> ColumnElement[bool]:
    """The tasks of the offices and roles of somebody, whatever their state; of nobody without an office."""
    return and_(TASK.c.office_id.in_(sorted(standing.offices)), role_of(standing))


def within(standing: Standing) -> ColumnElement[bool]:
    """The tasks of somebody, and of those they stand in for."""
    lent = [
        and_(
            *([TASK.c.matter.in_(sorted(proxy.matters))] if proxy.matters else []),
            at_offices(proxy.principal),
        )
        for proxy in standing.proxies
    ]
    return or_(false(), at_offices(standing), *lent)


def at_offices_asked(task: FromClause) -> ColumnElement[bool]:
    """The same of another row of tasks, in a statement that is told the offices and roles as parameters."""
    of_role = or_(task.c.role.is_(None), Among(task.c.role, "roles"))
    return and_(Among(task.c.office_id, "offices"), of_role)


def overseen(standing: Standing) -> ColumnElement[bool]:
    """The tasks of the offices that they look after."""
    return TASK.c.office_id.in_(sorted(standing.oversees))


def role_of(standing: Standing) -> ColumnElement[bool]:
    """The tasks of no role, or of one of theirs."""
    return or_(TASK.c.role.is_(None), one_of(TASK.c.role, standing.roles))


def untaken(names: Collection[str]) -> ColumnElement[bool]:
    """The tasks that nobody but these accounts has for themselves."""
    return and_(
        or_(TASK.c.claimed_by.is_(None), one_of(TASK.c.claimed_by, names)),
        or_(TASK.c.held_by.is_(None), one_of(TASK.c.held_by, names)),
    )


def untaken_beside(deputy: Standing, name: str) -> ColumnElement[bool]:
    """The tasks that nobody but the account has, or its deputy has in its place: one that is no task of their own."""
    own = and_(one_of(TASK.c.office_id, deputy.offices), role_of(deputy))
    return or_(untaken({name}), and_(untaken({name, deputy.name}), not_(own)))


def one_of(column: ColumnElement[Any], words: Collection[str] | Collection[int]) -> ColumnElement[bool]:
    """The column is one of the words or numbers, each a parameter of its own, so that the statement can be compiled once."""
    return or_(false(), *(column == unseen(word) for word in sorted(words)))


def unseen(value: Any) -> ColumnElement[Any]:
    """The value, which PostgreSQL does not look at when it plans: else it would plan a list anew for every value."""
    return select(literal(value)).scalar_subquery()


def nobodys() -> ColumnElement[bool]:
    """The tasks that nobody has for themselves yet."""
    return and_(TASK.c.claimed_by.is_(None), TASK.c.held_by.is_(None))


def to_claim() -> ColumnElement[bool]:
    """The tasks that somebody has to take before they can be done, and that nobody has taken."""
    return and_(TASK.c.pool.is_(True), nobodys())


def ready() -> ColumnElement[bool]:
    """The tasks that can be done as they are: each one that need not be claimed, or has been."""
    return or_(TASK.c.pool.is_(False), TASK.c.claimed_by.is_not(None), TASK.c.held_by.is_not(None))


def names_of(standing: Standing) -> list[str]:
    """The account, and those it stands in for."""
    return [standing.name, *(proxy.principal.name for proxy in standing.proxies)]


def has_come_back() -> ColumnElement[bool]:
    """The step waits again, and a party has had the case between: it was sent back to be mended, and has returned."""
    earlier, between = TASK.alias("earlier"), TASK.alias("between")
    mended = select(between.c.id).where(
        between.c.case_id == TASK.c.case_id,
        between.c.party_kind.is_not(None),
        between.c.seq > earlier.c.seq,
        between.c.seq < TASK.c.seq,
    )
    return exists(
        select(earlier.c.id).where(
            earlier.c.case_id == TASK.c.case_id,
            earlier.c.step == TASK.c.step,
            earlier.c.seq < TASK.c.seq,
            exists(mended),
        )
    )

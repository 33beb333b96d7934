"""Deputies: a colleague does somebody's work from one day to another, and the log names both."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from approvals.cases.persons import Deputy
from approvals.people.assignment import Standing, standing_of
from approvals.people.lending import DEPUTY
from approvals.people.telling import Word, WordKind, send_word
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.audit import record
from kernel.clock import local_day
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from kernel.registry import Registry
from kernel.text import Text

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputation:
    """Who is to stand in for whom, from which day to which, and for which matters; all when none is named."""

    account: str
    deputy: str
    first: date
    last: date
    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Granted:
    """A deputation on record."""

    id: int
    account: str
    deputy: str
    first: date
    last: date
    matters: tuple[str, ...]
    granted_by: str
    granted_at: datetime
    ended_at: datetime | None


def grant(
    session: Session,
    registry: Registry,
    wanted: Deputation,
    *,
    standing: Standing,
    now: datetime,
    address: str = "",
) -> Granted:
    """The deputation is on record and the deputy is told; given for oneself, or by who looks after the office."""
    _refuse_days(wanted, local_day(now))
    account, deputy = (_standing(session, registry, name) for name in (wanted.account, wanted.deputy))
    _refuse_stranger(standing, wanted, account)
    _refuse_unfit(wanted, account, deputy)
    _refuse_twice(session, wanted)
    row = Deputy(
        account=wanted.account,
        deputy=wanted.deputy,
        first_on=wanted.first,
        last_on=wanted.last,
        matters=sorted(set(wanted.matters)),
        granted_by=standing.name,
        granted_at=now,
    )
    session.add(row)
    session.flush()
    _record(session, row, "grant", by=standing.name, now=now, address=address)
    note = f"{wanted.first.isoformat()}/{wanted.last.isoformat()}"
    word = Word(
        kind=WordKind.DEPUTY, accounts=(wanted.deputy, wanted.account), by=standing.name, at=now, note=note
    )
    send_word(session, word)
    return _granted(row)


def revoke(
    session: Session,
    registry: Registry,
    deputy_id: int,
    *,
    standing: Standing,
    now: datetime,
    address: str = "",
) -> None:
    """The deputation has ended; by who is stood in for, the deputy, or who looks after the office."""
    row = session.get(Deputy, deputy_id, with_for_update=True)
    if row is None or not _concerns(session, registry, row, standing):
        raise NotFound(
            Text("没有这项代理。", "There is no such deputation."),
            remedy=Text("请从代理页选择。", "Choose one on the page of deputies."),
            place="deputy",
        )
    if row.ended_at is None:
        row.ended_by, row.ended_at = standing.name, now
        _record(session, row, "revoke", by=standing.name, now=now, address=address)
        session.flush()


def given_by(session: Session, account: str, *, on: date | None = None) -> tuple[Granted, ...]:
    """Who stands in for the account: on that day, or ever."""
    return _found(session, DEPUTY.c.account == account, on)


def given_to(session: Session, account: str, *, on: date | None = None) -> tuple[Granted, ...]:
    """For whom the account stands in: on that day, or ever."""
    return _found(session, DEPUTY.c.deputy == account, on)


def _found(session: Session, whose: ColumnElement[bool], on: date | None) -> tuple[Granted, ...]:
    rows = select(Deputy).where(whose).order_by(Deputy.id.desc())
    if on is not None:
        rows = rows.where(Deputy.first_on <= on, Deputy.last_on >= on, Deputy.ended_at.is_(None))
    return tuple(_granted(row) for row in session.scalars(rows))


def _granted(row: Deputy) -> Granted:
    return Granted(
        *(row.id, row.account, row.deputy, row.first_on, row.last_on, tuple(row.matters)),
        *(row.granted_by, row.granted_at, row.ended_at),
    )


def _standing(session: Session, registry: Registry, username: str) -> Standing:
    """Who the account is; one that is closed or not there is of no office, so that nobody learns which there are."""
    user_id = session.scalar(select(USER.c.id).where(USER.c.username == username, USER.c.active))
    if user_id is None:
        return Standing(None, username)
    return standing_of(session, registry, actor_of(session, user_id))


def _refuse_days(wanted: Deputation, today: date) -> None:
    if wanted.last < wanted.first or wanted.last < today or wanted.last - wanted.first > LONGEST:
        raise Invalid(
            Text("代理的起止日期不对。", "The days of the deputation are not possible."),
            remedy=Text(
                "截止日不能早于开始日和今天，最长一年。",
                "The last day is not before the first nor before today, and at most a year later.",
            ),
            place="last",
        )


def _refuse_stranger(standing: Standing, wanted: Deputation, account: Standing) -> None:
    if standing.name != wanted.account and not standing.oversees & account.offices:
        raise NotAllowed(
            Text("只能为自己设置代理。", "A deputy is named by oneself."),
            remedy=Text(
                "请由本人设置，或请管理本机构的人设置。", "Let them do it, or who looks after the office."
            ),
            place="account",
        )


def _refuse_unfit(wanted: Deputation, account: Standing, deputy: Standing) -> None:
    if wanted.account == wanted.deputy or not account.offices & deputy.offices:
        raise Invalid(
            Text(f"“{wanted.deputy}”不能代理。", f"“{wanted.deputy}” cannot stand in."),
            remedy=Text(
                "请选择本机构另一位同事的有效账户。", "Choose the account of another colleague of the office."
            ),
            place="deputy",
        )


def _refuse_twice(session: Session, wanted: Deputation) -> None:
    # a form sent twice at once would leave one in force when the other is ended
    mine = select(USER.c.id).where(USER.c.username == wanted.account)
    session.execute(mine.with_for_update(key_share=True))
    same = select(DEPUTY.c.id).where(
        DEPUTY.c.account == wanted.account,
        DEPUTY.c.deputy == wanted.deputy,
        DEPUTY.c.ended_at.is_(None),
        DEPUTY.c.first_on <= wanted.last,
        DEPUTY.c.last_on >= wanted.first,
    )
    if session.scalar(same.limit(1)) is not None:
        raise Conflict(
            Text("这段时间里已有同样的代理。", "They stand in already on some of these days."),
            remedy=Text("请先结束原来的代理，或另选日期。", "End that one first, or choose other days."),
            place="first",
        )


def _concerns(session: Session, registry: Registry, row: Deputy, standing: Standing) -> bool:
    if standing.name in (row.account, row.deputy):
        return True
    if not standing.oversees:
        return False
    user_id = session.scalar(select(USER.c.id).where(USER.c.username == row.account))
    account = standing_of(session, registry, actor_of(session, user_id)) if user_id is not None else None
    return account is not None and bool(account.offices & standing.oversees)


def _record(session: Session, row: Deputy, what: str, *, by: str, now: datetime, address: str) -> None:
    record(
        session,
        actor=by,
        action=f"deputy.{what}",
        thing=f"account:{row.account}",
        detail={
            "deputy": row.deputy,
            "first": row.first_on.isoformat(),
            "last": row.last_on.isoformat(),
            "matters": list(row.matters),
        },
        now=now,
        address=address,
    )

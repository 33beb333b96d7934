"""Sessions of an account as rows: begun at a sign-in, seen, ended for a reason that can be told."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kernel.models import AccountSession
from kernel.versions import end_sessions

AGENT = 200
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is known when a session was last used: a request writes no more often."""


class Ending(StrEnum):
    """Why a session is over."""

    SIGNED_OUT = "signed_out"
    REPLACED = "replaced"
    ENDED = "ended"
    PASSWORD = "password"  # noqa: S105 the name of a reason
    CLOSED = "closed"
    IDLE = "idle"


def begin(
    session: Session, user_id: int, *, now: datetime, address: str, agent: str, single: bool = False
) -> int:
    """A new session of the account; where only one may stand, those before it are over."""
    if single:
        end_rows(session, user_id, why=Ending.REPLACED, now=now)
    row = AccountSession(
        user_id=user_id, began_at=now, seen_at=now, address=address[:64], agent=agent[:AGENT]
    )
    session.add(row)
    session.flush()
    return row.id


def seen(session: Session, number: int, *, now: datetime) -> None:
    """The session was used just now."""
    open_one = (AccountSession.id == number) & AccountSession.ended_at.is_(None)
    session.execute(update(AccountSession).where(open_one).values(seen_at=now), execution_options=_QUIET)


def end_every(session: Session, user_id: int, *, why: Ending, now: datetime) -> None:
    """Every session of the account is over, in whatever cookie it lives."""
    end_rows(session, user_id, why=why, now=now)
    end_sessions(session, user_id)


def end_others(session: Session, user_id: int, keep: int, *, now: datetime) -> int:
    """Every other session of the account is over; how many there were."""
    return end_rows(session, user_id, why=Ending.ENDED, now=now, keep=keep)


def end_one(session: Session, user_id: int, number: int, *, why: Ending, now: datetime) -> bool:
    """The session is over; whether it was the account's and open."""
    mine = (AccountSession.id == number) & (AccountSession.user_id == user_id)
    return _end(session, mine, why=why, now=now) > 0


def end_rows(session: Session, user_id: int, *, why: Ending, now: datetime, keep: int | None = None) -> int:
    """The account's open sessions but the one kept are over; how many."""
    mine = AccountSession.user_id == user_id
    return _end(session, mine if keep is None else mine & (AccountSession.id != keep), why=why, now=now)


def sessions_of(session: Session, user_id: int, *, most: int) -> list[AccountSession]:
    """The account's latest sessions, the newest first."""
    mine = select(AccountSession).where(AccountSession.user_id == user_id)
    return list(session.scalars(mine.order_by(AccountSession.id.desc()).limit(most)))


def forget_ended(session: Session, *, before: datetime) -> int:
    """Sessions last used before the moment are gone; how many."""
    old = delete(AccountSession).where(AccountSession.seen_at < before)
    return session.connection().execute(old).rowcount


def _end(session: Session, which: object, *, why: Ending, now: datetime) -> int:
    ended = (
        update(AccountSession)
        .where(which, AccountSession.ended_at.is_(None))  # type: ignore[arg-type]
        .values(ended_at=now, ending=why)
    )
    return len(session.execute(ended.returning(AccountSession.id), execution_options=_QUIET).all())


_QUIET = {"synchronize_session": False}

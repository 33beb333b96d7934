"""Copies of cases: who was shown one, and whether they have looked; a copy ends with the office it was shown at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Table, bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from approvals.cases.persons import Copy
from approvals.cases.view import TASK
from kernel.db import connection_of
from kernel.inquiries import Inquiry
from kernel.prepared import Among, Prepared

COPY = cast(Table, Copy.__table__)
# built once: every list and every case of a clerk asks them
THERE = exists(select(TASK.c.id).where(TASK.c.case_id == COPY.c.case_id, Among(TASK.c.office_id, "offices")))
SHOWN = Prepared(
    select(COPY.c.id).where(
        COPY.c.case_id == bindparam("case"), COPY.c.account == bindparam("account"), THERE
    )
)
UNREAD = Prepared(
    select(func.count()).where(COPY.c.account == bindparam("account"), THERE, COPY.c.read_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class Copied:
    """A case that somebody was shown."""

    id: int
    case_id: int
    by: str
    at: datetime
    read_at: datetime | None


def send_copies(session: Session, case_id: int, accounts: Iterable[str], *, by: str, now: datetime) -> None:
    """Each account is shown the case; who was shown it before finds it unread again."""
    wanted = sorted(set(accounts))
    had = select(COPY.c.account).where(COPY.c.case_id == case_id, COPY.c.account.in_(wanted))
    known = set(session.scalars(had))
    if known:
        again = update(COPY).where(COPY.c.case_id == case_id, COPY.c.account.in_(sorted(known)))
        session.execute(again.values(by=by, at=now, read_at=None))
    new = [{"case_id": case_id, "account": one, "by": by, "at": now} for one in wanted if one not in known]
    if new:
        session.execute(insert(COPY), new)


def copies_for(
    session: Session,
    account: str,
    offices: Collection[int],
    *,
    limit: int = 50,
    after: int = 0,
    unread: bool = False,
) -> list[Copied]:
    """What the account was shown at its offices, the latest first; `after` is the id of the last one seen."""
    rows = select(COPY.c.id, COPY.c.case_id, COPY.c.by, COPY.c.at, COPY.c.read_at)
    rows = rows.where(*_theirs(account, offices))
    if after:
        rows = rows.where(COPY.c.id < after)
    if unread:
        rows = rows.where(COPY.c.read_at.is_(None))
    return [Copied(*row) for row in session.execute(rows.order_by(COPY.c.id.desc()).limit(limit))]


def unread_inquiry(account: str, offices: Collection[int]) -> Inquiry[int]:
    """How many of them the account has not looked at."""
    return Inquiry([(UNREAD, {"account": account, "offices": offices})], lambda found: int(found[0][0][0]))


def has_copy(session: Session, case_id: int, account: str, offices: Collection[int]) -> bool:
    """Whether the account was shown the case, which is or was at an office of theirs."""
    session.flush()
    asked = {"case": case_id, "account": account, "offices": offices}
    return SHOWN.row(connection_of(session), asked) is not None


def mark_read(session: Session, case_id: int, account: str, *, now: datetime) -> None:
    """The account has looked at its copy of the case."""
    unread = update(COPY).where(
        COPY.c.case_id == case_id, COPY.c.account == account, COPY.c.read_at.is_(None)
    )
    session.execute(unread.values(read_at=now))


def _theirs(account: str, offices: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    """A case is shown to colleagues of an office: who has left it since reads it no more."""
    there = select(TASK.c.id).where(TASK.c.case_id == COPY.c.case_id, TASK.c.office_id.in_(sorted(offices)))
    return COPY.c.account == account, exists(there)

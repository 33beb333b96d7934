"""How often something may be tried, counted in the database, so that all workers count together."""

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any, cast

from sqlalchemy import Table, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.errors import TooMany
from kernel.keys import KeyRing, Purpose
from kernel.models import ThrottleCount
from kernel.text import Text

LONGEST = timedelta(days=2)
"""No span is longer: counts older than this are forgotten."""
HOUSE = 64
"""Bits of an IPv6 address that belong to one connection."""


def counted(
    session: Session,
    purpose: str,
    subject: str,
    *,
    most: int,
    span: timedelta,
    keys: KeyRing,
    now: datetime,
) -> None:
    """One attempt more is counted; the one beyond `most` within the span is refused.

    Commit it before the act it counts: an act that fails must not take its count along.
    """
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(ThrottleCount).values(key=_key(purpose, subject, keys), count=1, since=now)
    over = ThrottleCount.since <= now - span
    again = row.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((over, 1), else_=ThrottleCount.count + 1),
            "since": case((over, row.excluded.since), else_=ThrottleCount.since),
        },
    ).returning(ThrottleCount.count, ThrottleCount.since)
    count, since = connection.execute(again).one()
    if count > most:
        raise too_many(since + span - now)


def forgiven(session: Session, purpose: str, subject: str, *, keys: KeyRing) -> None:
    """The attempts are forgotten: the last one was right."""
    table = _table()
    session.connection().execute(delete(table).where(table.c.key == _key(purpose, subject, keys)))


def given_back(session: Session, purpose: str, subject: str, *, keys: KeyRing) -> None:
    """One attempt less is counted: it was right, those before it stay."""
    table = _table()
    mine = (table.c.key == _key(purpose, subject, keys)) & (table.c.count > 0)
    session.connection().execute(update(table).where(mine).values(count=table.c.count - 1))


def forget_old(session: Session, *, before: datetime) -> int:
    """Counts begun before the moment are gone; how many."""
    table = _table()
    return session.connection().execute(delete(table).where(table.c.since < before)).rowcount


def connection_of(address: str) -> str:
    """What of an address belongs to one connection: whoever has IPv6 has more addresses than can be counted."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return f"{int(found) >> (128 - HOUSE):x}"
    return str(found)


def too_many(wait: timedelta) -> TooMany:
    """The refusal that says how long to wait."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    refusal = TooMany(
        Text("短时间内试得太多了。", "It was tried too often in a short time."),
        remedy=Text(f"请 {minutes} 分钟后再试。", f"Try again in {minutes} minutes."),
    )
    refusal.wait = max(wait, timedelta(seconds=1))
    return refusal


def _key(purpose: str, subject: str, keys: KeyRing) -> str:
    """Addresses and names do not lie about in a table of counts."""
    secret = keys.current(Purpose.BLIND_INDEX).secret
    digest = hmac.new(secret, f"{purpose}\0{subject}".encode(), hashlib.sha256).hexdigest()
    return f"{purpose}:{digest[:40]}"


def _table() -> Table:
    return cast(Table, cast(Any, ThrottleCount).__table__)

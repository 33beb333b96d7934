"""How often an address may look for what there is not; counted in the database, which all workers share."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from addons.letters.models import Lookup
from kernel.errors import TooMany
from kernel.keys import KeyRing, Purpose
from kernel.text import Text
from kernel.throttling import connection_of

LOOKUP = cast(Table, Lookup.__table__)
MOST = 20
SPAN = timedelta(minutes=10)


def counted(session: Session, address: str, *, keys: KeyRing, now: datetime) -> str:
    """The lookup counts as a miss until it is known to be none; a refusal when there were too many.

    Counted first, so that parallel guesses count as well; returns the name under which it was counted.
    """
    name = _digest(address, keys)
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(LOOKUP)
    over = LOOKUP.c.since <= now - SPAN
    taken = insert.values(address=name, since=now, misses=1).on_conflict_do_update(
        index_elements=[LOOKUP.c.address],
        set_={
            "since": case((over, now), else_=LOOKUP.c.since),
            "misses": case((over, 1), else_=LOOKUP.c.misses + 1),
        },
    )
    misses, since = session.execute(taken.returning(LOOKUP.c.misses, LOOKUP.c.since)).one()
    if misses > MOST:
        raise _too_many(since + SPAN - now)
    return name


def was_found(session: Session, name: str) -> None:
    """The lookup that was counted was no miss."""
    session.execute(
        update(LOOKUP).where(LOOKUP.c.address == name, LOOKUP.c.misses > 0).values(misses=LOOKUP.c.misses - 1)
    )


def forget(session: Session, *, now: datetime) -> int:
    """Addresses whose time is over are gone; how many."""
    gone = session.execute(delete(LOOKUP).where(LOOKUP.c.since <= now - SPAN).returning(LOOKUP.c.address))
    return len(gone.all())


def _digest(address: str, keys: KeyRing) -> str:
    """The same for the same connection, and of no use to anybody who reads the table."""
    secret = keys.current(Purpose.BLIND_INDEX).secret
    return hmac.digest(secret, f"letters.lookup\0{connection_of(address)}".encode(), hashlib.sha256).hex()


def _too_many(left: timedelta) -> TooMany:
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    refusal = TooMany(
        Text("查验次数过多，请稍后再试。", "Too many lookups; please wait a while."),
        remedy=Text(
            f"约 {minutes} 分钟后可以再查；也可以请持证人出示证书上的二维码。",
            f"Try again in about {minutes} minutes, or ask the holder for the code on the certificate.",
        ),
    )
    refusal.wait = left
    return refusal

"""What people are called, by their accounts."""

from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from kernel.access.tables import USER
from kernel.db import connection_of
from kernel.prepared import Among, Prepared

# built once: hardly a page asks nobody's name
NAMES = Prepared(
    select(USER.c.username, USER.c.last_name, USER.c.first_name).where(Among(USER.c.username, "usernames"))
)


def full_name(family: str, given: str) -> str:
    """Chinese names are written without a space."""
    return f"{family}{given}" if not (family + given).isascii() else f"{given} {family}".strip()


def names_of(session: Session | Connection, usernames: Iterable[str]) -> dict[str, str]:
    """The names of the accounts, those that are closed included; one that is gone is left out."""
    wanted = set(usernames)
    if not wanted:
        return {}
    connection = session if isinstance(session, Connection) else connection_of(session)
    rows = NAMES.rows(connection, {"usernames": wanted})
    return {username: full_name(family, given) for username, family, given in rows}

"""The one select of each request, beside the same row read by hand through the database's own driver."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from kernel.versions import Versions, versions_of
from tests.bench.frame import Act, Figure, measure
from tests.bench.grounds import TITLES, backends, standing

USER = 1
BY_HAND = """
SELECT registry_version, role_version, code_version,
       coalesce((SELECT epoch FROM user_state WHERE user_id = {mark}), 0), settings_version,
       EXISTS (SELECT 1 FROM account_session WHERE id = NULL AND user_id = 1 AND ended_at IS NULL)
FROM platform_state
"""


def figure() -> list[Figure]:
    """As a request makes it, with its connection and its transaction; and the statement alone."""
    return [one for backend in backends() for one in measured(backend)]


def measured(backend: str) -> Iterator[Figure]:
    """Both on one kind of database."""
    with standing(backend) as here, by_hand(here.database.engine) as floor:
        engine = here.database.engine

        def request() -> Versions:
            with engine.connect() as connection:
                return versions_of(connection, USER)

        if request() != floor():
            raise AssertionError(f"{request()} is not {floor()}")
        title = TITLES[backend]
        yield measure(f"version select: as a request makes it, {title}", floor=floor, ours=request)
        with engine.connect() as connection:
            yield measure(
                f"version select: the statement alone, {title}",
                floor=floor,
                ours=lambda: versions_of(connection, USER),
            )


@contextmanager
def by_hand(engine: Engine) -> Iterator[Act]:
    """A cursor on the same database, as one would write it without any library."""
    url = engine.url
    if engine.dialect.name == "sqlite":
        file = sqlite3.connect(url.database or "", isolation_level=None)
        statement = BY_HAND.format(mark="?")
        yield lambda: file.execute(statement, (USER,)).fetchone()
        file.close()
        return
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as server, server.cursor() as cursor:
        statement = BY_HAND.format(mark="%s")
        yield lambda: cursor.execute(statement.encode(), (USER,)).fetchone()

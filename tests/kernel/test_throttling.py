"""Attempts are counted together, whoever counts, and forgotten in time; on both kinds of database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from kernel.clock import FixedClock
from kernel.db import Database, transaction
from kernel.errors import TooMany
from kernel.keys import Key, KeyRing, Purpose
from kernel.models import ThrottleCount
from kernel.throttling import connection_of, counted, forget_old, forgiven, given_back

KEYS = KeyRing({Purpose.BLIND_INDEX: (Key("k1", b"0" * 32),)})
SPAN = timedelta(minutes=10)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    database = Database(migrated_url)
    yield database
    database.close()


def tried(database: Database, clock: FixedClock, subject: str = "203.0.113.7", *, most: int = 3) -> bool:
    """Whether an attempt may go on."""
    try:
        with transaction(database.engine) as session:
            counted(session, "test", subject, most=most, span=SPAN, keys=KEYS, now=clock.now())
    except TooMany:
        return False
    return True


def test_the_attempt_beyond_is_refused_until_the_span_is_over(database: Database, clock: FixedClock) -> None:
    assert [tried(database, clock) for _ in range(5)] == [True, True, True, False, False]
    clock.advance(minutes=9)
    assert not tried(database, clock)
    clock.advance(minutes=1)
    assert tried(database, clock)


def test_the_refusal_says_how_long_to_wait(database: Database, clock: FixedClock) -> None:
    tried(database, clock, most=1)
    clock.advance(minutes=4, seconds=30)
    with pytest.raises(TooMany, match="6 分钟") as refused, transaction(database.engine) as session:
        counted(session, "test", "203.0.113.7", most=1, span=SPAN, keys=KEYS, now=clock.now())
    assert refused.value.wait == timedelta(minutes=5, seconds=30)


def test_each_subject_is_counted_apart(database: Database, clock: FixedClock) -> None:
    assert [tried(database, clock, one, most=1) for one in ("a", "b", "a")] == [True, True, False]


def test_what_was_right_is_not_counted(database: Database, clock: FixedClock) -> None:
    tried(database, clock)
    tried(database, clock)
    with transaction(database.engine) as session:
        given_back(session, "test", "203.0.113.7", keys=KEYS)
    assert [tried(database, clock) for _ in range(3)] == [True, True, False]
    with transaction(database.engine) as session:
        forgiven(session, "test", "203.0.113.7", keys=KEYS)
    assert tried(database, clock)


def test_parallel_attempts_do_not_slip_through(database: Database, clock: FixedClock) -> None:
    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(lambda _: tried(database, clock), range(24)))
    assert sum(passed) == 3


def test_the_table_names_nobody_and_forgets(database: Database, clock: FixedClock) -> None:
    tried(database, clock)
    with transaction(database.engine) as session:
        (row,) = session.scalars(select(ThrottleCount)).all()
        assert "203.0.113.7" not in row.key
        assert forget_old(session, before=clock.now()) == 0
        assert forget_old(session, before=clock.now() + SPAN) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("203.0.113.7", "203.0.113.8", False),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("", "no address", False),
    ],
)
def test_an_address_counts_as_its_connection(one: str, other: str, same: bool):
    assert (connection_of(one) == connection_of(other)) == same

"""kernel.jobs.leadership: one leader, and a standby that takes over."""

import time

import pytest
from sqlalchemy import text

from kernel.jobs import leadership
from tests.kernel.test_outbox_processes import started


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "run" / "scheduler.lock"


def test_only_one_leads_and_keeps_leading(engine, lock):
    with leadership(engine, lock) as first, leadership(engine, lock) as second:
        assert [first.held(), second.held(), first.held(), second.held()] == [True, False, True, False]


def test_the_standby_takes_over_when_the_leader_ends(engine, lock):
    with leadership(engine, lock) as standby:
        with leadership(engine, lock) as leader:
            assert leader.held()
            assert not standby.held()
        assert standby.held()


def test_the_standby_takes_over_when_the_leader_is_killed(engine, migrated_url, tmp_path):
    leader = started("lead", migrated_url, tmp_path)
    with leadership(engine, tmp_path / "scheduler.lock") as standby:
        assert leader.stdout.readline() == "now\n"
        assert not standby.held()
        with leader:
            leader.kill()
        assert _soon(standby)


def test_a_leader_asks_again_without_piling_up_locks(engine, lock):
    with leadership(engine, lock) as leader:
        for _ in range(3):
            assert leader.held()
    with leadership(engine, lock) as next_one:
        assert next_one.held()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_leader_whose_connection_broke_notices(engine, lock):
    with leadership(engine, lock) as leader, leadership(engine, lock) as standby:
        assert leader.held()
        with engine.connect() as connection:
            connection.execute(
                # of this database only: the locks of a cluster stand in one list
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                )
            )
        assert not leader.held()
        assert _soon(standby)
        assert not leader.held()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_leader_whose_lock_file_was_deleted_notices(engine, lock):
    with leadership(engine, lock) as leader, leadership(engine, lock) as other:
        assert leader.held()
        lock.unlink()
        assert other.held()
        assert not leader.held()


def _soon(candidate):
    """PostgreSQL lets go of a dead backend's lock a moment later."""
    for _ in range(50):
        if candidate.held():
            return True
        time.sleep(0.1)
    return False

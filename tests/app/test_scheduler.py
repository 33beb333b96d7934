"""Schedulers and workers as processes."""

import signal
import time
from contextlib import closing

import pytest
from sqlalchemy import text

from app.vigil import RESTART
from kernel.db import engine_for, transaction
from tests.app.processes import Place, Running, until

LEADS = "this scheduler leads now"


def has_said(running: Running, words: str) -> bool:
    return words in running.log.read_text()


def change_code(place: Place) -> None:
    """As an install of a plugin with Python does."""
    engine = engine_for(place.database_url)
    with transaction(engine) as session:
        session.execute(text("UPDATE platform_state SET code_version = code_version + 1"))
    engine.dispose()


def count(place: Place, query: str) -> int:
    engine = engine_for(place.database_url)
    with closing(engine.connect()) as connection:
        found = int(connection.scalar(text(query)) or 0)
    engine.dispose()
    return found


@pytest.mark.slow
def test_a_standby_takes_over_from_a_killed_leader(shared_place: Place):
    assert shared_place.command("migrate").returncode == 0
    with shared_place.started("scheduler") as first:
        assert until(lambda: has_said(first, LEADS))
        with shared_place.started("scheduler") as second:
            time.sleep(4)
            assert not has_said(second, LEADS)

            first.process.kill()

            assert until(lambda: has_said(second, LEADS), patience=15)


def test_a_scheduler_begins_the_ledger_of_jobs_and_ends_when_told(place: Place):
    with place.started("scheduler") as scheduler:
        assert until(lambda: count(place, "SELECT count(*) FROM job_run WHERE job = 'heartbeat'"))
        scheduler.process.send_signal(signal.SIGTERM)
        assert scheduler.process.wait(timeout=30) == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", ["scheduler", "worker"])
def test_new_code_ends_it_so_that_it_is_started_anew(place: Place, command: str):
    with place.started(command) as running:
        assert until(lambda: has_said(running, "on duty"))
        change_code(place)
        assert running.process.wait(timeout=30) == RESTART


def test_under_a_supervisor_it_waits_to_be_exchanged(place: Place):
    import os

    with place.started("scheduler", "--under", str(os.getpid())) as scheduler:
        assert until(lambda: has_said(scheduler, "on duty"))
        change_code(place)
        # two turns of its watch
        time.sleep(4)
        assert scheduler.process.poll() is None


def test_it_ends_with_the_supervisor_that_started_it(place: Place):
    # the process named here is not its parent: as if the parent had gone
    with place.started("scheduler", "--under", "1") as scheduler:
        assert scheduler.process.wait(timeout=30) == -signal.SIGTERM

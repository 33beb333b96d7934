"""Fifty who guess at once, at two workers on one database: no more tries than one who guesses alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from kernel.clock import FixedClock
from kernel.models import AuditEntry
from tests import databases
from tests.app.offices import fill, make_app, platform_of, sign_in

GUESSERS = 50
pytestmark = [pytest.mark.load, pytest.mark.slow]


@pytest.fixture
def workers(backend: str, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Flask, Flask]]:
    """Two processes' worth of the application on one database."""
    name = databases.template(backend, "office", fill)
    with databases.database(backend, tmp_path, name) as url:
        made = (make_app(url, tmp_path, clock=clock), make_app(url, tmp_path, clock=clock))
        yield made
        for app in made:
            platform_of(app).database.close()


def guessed(workers: tuple[Flask, Flask], *, scattered: bool) -> list[int]:
    """What fifty are answered who try at once, from one address or each from their own."""

    def guess(number: int) -> int:
        client = workers[number % 2].test_client()
        client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number if scattered else 7}"
        return sign_in(client, "clerk", f"guess number {number}").status_code

    with ThreadPoolExecutor(GUESSERS) as pool:
        return list(pool.map(guess, range(GUESSERS)))


def tried(app: Flask) -> int:
    """How many passwords were held against the account's."""
    with platform_of(app).database.transaction() as session:
        refused = select(func.count()).where(AuditEntry.action == "account.refused")
        return session.scalar(refused) or 0


@pytest.mark.parametrize("scattered", [False, True], ids=["one address", "fifty addresses"])
def test_fifty_parallel_guessers_have_five_tries_together(
    workers: tuple[Flask, Flask], clock: FixedClock, scattered: bool
) -> None:
    answers = guessed(workers, scattered=scattered)
    assert tried(workers[0]) == 5
    assert answers.count(422) == (GUESSERS if scattered else 5)
    assert set(answers) <= {422, 429}
    assert sign_in(workers[0].test_client(), "clerk").status_code != 302
    assert sign_in(workers[1].test_client(), "admin").status_code == 302
    clock.advance(minutes=30)
    assert sign_in(workers[1].test_client(), "clerk").status_code == 302

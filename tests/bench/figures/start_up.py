"""A start in a new process until the first answer: on an empty database, and with the database in place.

Both starts do the same work as `serve`: prepare the database unless nothing has changed, build the application,
answer `/healthz`. The floor is a process that imports Flask, makes a bare application and answers one request.

The last figure is what `make run` does the second time: all demo data is there, and the address is told as soon as
two workers serve.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests import databases
from tests.bench.frame import Figure, Seconds, measure, pace
from tests.bench.grounds import ROOT, TITLES, backends, folder

MOST_ROUNDS = 7
BARE = """
from flask import Flask
app = Flask("bare")
app.add_url_rule("/healthz", view_func=lambda: "ok")
assert app.test_client().get("/healthz").status_code == 200
"""
OURS = """
from app.factory import create_app
from app.serve.standing import is_prepared
import config
if not is_prepared(vars(config)):
    from app.installation import opened
    from app.serve.prepare import prepare
    with opened() as here:
        prepare(here, print)
assert create_app().test_client().get("/healthz").status_code == 200
"""


def figure() -> list[Figure]:
    """Cold and warm on each kind of database, and the platform with its demo data started again."""
    return [*(one for backend in backends() for one in measured(backend)), again()]


def measured(backend: str) -> Iterator[Figure]:
    """Cold makes a new database each time, before its clock starts; warm goes on with one."""

    def cold() -> Seconds:
        with folder() as place, databases.database(backend, place) as url:
            return started(OURS, place, url)

    rounds = min(MOST_ROUNDS, pace.rounds)
    with folder() as place, databases.database(backend, place) as url:
        started(OURS, place, url)
        for name, ours in (("cold", cold), ("warm", lambda: started(OURS, place, url))):
            yield measure(
                f"start-up: {name}, {TITLES[backend]}",
                floor=lambda: started(BARE, place, url),
                ours=ours,
                rounds=rounds,
                repeats=1,
            )


def again() -> Figure:
    """The demo with everything in place, from the command to two workers that serve."""
    with folder() as place, databases.database("sqlite", place) as url:
        served(place, url)
        return measure(
            f"start-up: make run again, {TITLES['sqlite']}",
            floor=lambda: started(BARE, place, url),
            ours=lambda: served(place, url),
            rounds=min(MOST_ROUNDS, pace.rounds),
            repeats=1,
        )


def served(place: Path, url: str) -> Seconds:
    """How long it takes until the address is told; the site is ended afterwards."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "app", "run"],
        cwd=ROOT,
        env=environment(place, url) | {"PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = any("http://" in line for line in process.stdout)
        took = time.perf_counter() - start
        process.terminate()
        process.communicate()
    if not told:
        raise RuntimeError("the platform did not start")
    return Seconds(took)


def environment(place: Path, url: str) -> dict[str, str]:
    """What leads a process here."""
    about = {"DATA_DIR": str(place / "data"), "DATABASE_URL": url, "DEMO": "1", "LOG_LEVEL": "WARNING"}
    return about | {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ
    }


def started(program: str, place: Path, url: str) -> Seconds:
    """How long a process takes from its start to its end; one that fails tells why."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(place, url),
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Seconds(took)

"""The whole platform served: started together, started again, renewed while people use it."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from app.serve import renewal
from app.serve.renewal import RenewalState
from kernel.db import engine_for
from tests.app.packs import make_broken_plugin, make_page_plugin
from tests.app.processes import Place, Running, alive, until


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_four_started_at_once_on_one_empty_database_all_come_up(shared_place: Place):
    shared_place.more = {"WORKERS": "1"}
    with ExitStack() as stack:
        servers = [stack.enter_context(shared_place.started("serve")) for _ in range(4)]
        for server in servers:
            assert server.ready().ask() == (200, "ok\n")


@pytest.mark.slow
def test_a_second_start_prepares_nothing_and_changes_nothing(empty_place: Place):
    with empty_place.started("run") as first:
        first.ready()
        accounts = first.wait_for("admin")
        assert "Tongban" in accounts
    before = contents(empty_place)
    [lock] = empty_place.folder.rglob("*.prepare.lock")
    lock.unlink()
    with empty_place.started("run") as second:
        second.ready()
    assert contents(empty_place) == before
    assert not lock.exists(), "who prepares locks first"


@pytest.mark.slow
def test_python_of_a_new_plugin_is_served_without_a_failed_request(place: Place):
    make_page_plugin(place.addons, "greeting", "good morning")
    with place.started("serve") as server, visitors(server.ready()) as failures:
        assert server.ask("/greeting")[0] in {302, 404}

        installed = place.command("plugin", "install", "greeting", "--yes")

        assert installed.returncode == 0, installed.stderr
        assert until(lambda: server.ask("/greeting") == (200, "good morning"))
        assert not failures


@pytest.mark.slow
def test_python_that_does_not_load_is_refused_and_nobody_notices(place: Place):
    make_broken_plugin(place.addons, "faulty")
    with place.started("serve") as server, visitors(server.ready()) as failures:
        assert place.command("plugin", "install", "faulty", "--yes").returncode == 1
        time.sleep(3)
        assert not failures
    report = renewal.last(place.folder / "data")
    assert report is not None
    assert report.state == RenewalState.DONE


@pytest.mark.slow
def test_a_plugin_that_breaks_afterwards_does_not_keep_the_site_from_starting(place: Place):
    plugin = make_page_plugin(place.addons, "greeting", "good morning")
    assert place.command("plugin", "install", "greeting", "--yes").returncode == 0
    (plugin / "pages.py").write_text("raise LookupError\n")
    with place.started("serve") as server:
        assert server.ready().ask("/login")[0] == 200
        assert server.ask("/greeting")[0] != 200


@pytest.mark.slow
def test_everything_ends_with_the_supervisor(place: Place):
    with place.started("serve") as server:
        server.ready()
        family = children_of(server.process.pid)
        assert len(family) >= 3, "a gunicorn, its workers, a scheduler"
        server.process.kill()
        assert until(lambda: not any(alive(process) for process in family))


@contextmanager
def visitors(server: Running) -> Iterator[list[str]]:
    """Four people ask all the time; what failed is collected."""
    failures: list[str] = []
    over = threading.Event()

    def visit() -> None:
        while not over.wait(0.05):
            begun = time.monotonic()
            try:
                status, _ = server.ask("/login")
                if status != 200 or time.monotonic() - begun > 10:
                    failures.append(f"{status} after {time.monotonic() - begun:.1f} s")
            except (OSError, http.client.HTTPException) as error:
                failures.append(repr(error))

    threads = [threading.Thread(target=visit) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield failures
    finally:
        over.set()
        for thread in threads:
            thread.join()


def contents(place: Place) -> dict[str, object]:
    """Every row of the database but those of jobs, and the keys."""
    from sqlalchemy import MetaData, select

    engine = engine_for(place.database_url)
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        found: dict[str, object] = {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
            if table.name not in {"job_run", "audit_seal"}
        }
    engine.dispose()
    return found | {"keys": (place.folder / "keys.json").read_text()}


def children_of(process: int) -> list[int]:
    """Every descendant of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == process:
                found.append(int(stat.parent.name))
    return [*found, *(inner for child in found for inner in children_of(child))]

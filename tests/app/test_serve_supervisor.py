"""The supervisor with real servers on a free port of this machine."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from app.serve import renewal
from app.serve.renewal import RenewalState
from tests.app.processes import PATIENCE, ROOT, alive, asked, parent_of, until


@dataclass
class Site:
    """A supervised site of tests.app.sites with everything the test turns."""

    process: subprocess.Popen[str]
    port: int
    database: Path
    folder: Path

    def say(self, words: str) -> None:
        """What the next generation answers, or how it fails."""
        (self.folder / "site").write_text(words)

    def change_code(self) -> None:
        """The database names a new code version."""
        with sqlite3.connect(self.database) as connection:
            connection.execute("UPDATE platform_state SET code_version = code_version + 1")
        connection.close()

    def ask(self, path: str = "/") -> tuple[str, int]:
        """The words of the answer and the process that gave it."""
        status, body = asked(self.port, path)
        assert status == 200
        words, process = body.rsplit(" ", 1)
        return words, int(process)

    def beside(self) -> list[int]:
        """The processes that stood for the scheduler so far."""
        return [int(line) for line in (self.folder / "beside").read_text().split()]

    def state(self) -> RenewalState | None:
        """How the last renewal went."""
        report = renewal.last(self.folder)
        return RenewalState(report.state) if report else None


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    database = tmp_path / "site.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE platform_state (code_version INTEGER)")
        connection.execute("INSERT INTO platform_state VALUES (1)")
    connection.close()
    (tmp_path / "site").write_text("first")
    process = started(database, tmp_path)
    try:
        assert process.stdout is not None
        address = process.stdout.readline()
        assert address.startswith("http://"), (tmp_path / "log").read_text()
        yield Site(process, int(address.rsplit(":", 1)[1].strip("/\n")), database, tmp_path)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def started(database: Path, folder: Path) -> subprocess.Popen[str]:
    """The supervisor as a process; its log goes to a file."""
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.app.supervised", str(database), str(folder)],
            cwd=ROOT,
            env=os.environ | {"SITE_FILE": str(folder / "site")},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )


def test_new_code_answers_after_the_code_version_changed(site: Site):
    words, worker = site.ask("/warmed")
    assert words == f"[{parent_of(worker)}]", "what its workers share is loaded before they part"
    assert site.ask()[0] == "first"
    assert until((site.folder / "beside").exists)
    site.say("second")

    site.change_code()

    assert until(lambda: site.ask()[0] == "second")
    assert until(lambda: site.state() is RenewalState.DONE)
    assert until(lambda: len(site.beside()) == 2), "the scheduler is exchanged too"
    assert until(lambda: not alive(site.beside()[0]))


@pytest.mark.slow
def test_no_request_fails_while_the_servers_are_renewed(site: Site):
    failures: list[str] = []
    seen: set[str] = set()
    slowest = [0.0]
    over = threading.Event()

    def visit() -> None:
        while not over.wait(0.01):
            begun = time.monotonic()
            try:
                seen.add(site.ask()[0])
            except (OSError, http.client.HTTPException, AssertionError) as error:
                failures.append(repr(error))
            slowest[0] = max(slowest[0], time.monotonic() - begun)

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    for words in ("second", "third"):
        site.say(words)
        site.change_code()
        assert until(partial(seen.__contains__, words))
        assert until(lambda: site.state() is RenewalState.DONE)
    time.sleep(1)
    over.set()
    for visitor in visitors:
        visitor.join()

    assert not failures
    assert slowest[0] < 5


def test_a_running_request_is_finished_by_the_old_servers(site: Site):
    answers: list[str] = []
    visitor = threading.Thread(target=lambda: answers.append(site.ask("/slow")[0]))
    visitor.start()
    time.sleep(0.2)
    assert site.ask()[0] == "first", "who comes meanwhile does not wait for it"
    site.say("second")
    site.change_code()
    assert until(lambda: site.ask()[0] == "second")
    assert visitor.is_alive()
    (site.folder / "go").touch()
    visitor.join()
    assert answers == ["first"]


def test_connections_on_which_nothing_is_said_keep_nobody_waiting(site: Site):
    with ExitStack() as open_ones:
        idle = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=20))
            for _ in range(20)
        ]
        begun = time.monotonic()
        assert [site.ask()[0] for _ in range(5)] == ["first"] * 5
        assert time.monotonic() - begun < 4, "each of them would hold a thread for five seconds"
        idle[0].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert idle[0].recv(1_000).startswith(b"HTTP/1.1 200 OK")
        assert idle[1].recv(1_000) == b"", "who says nothing at all is let go"


@pytest.mark.parametrize("words", ["raise", pytest.param("exit", marks=pytest.mark.slow)])
def test_servers_that_do_not_start_leave_the_old_ones_serving(site: Site, words: str):
    site.say(words)

    site.change_code()

    assert until(lambda: site.state() is RenewalState.FAILED)
    report = renewal.last(site.folder)
    assert report is not None
    assert report.code_version == 2
    assert {"raise": "this site does not start", "exit": "SystemExit: 0"}[words] in report.zh
    assert site.ask()[0] == "first"


@pytest.mark.slow
def test_mended_code_is_tried_at_once(site: Site):
    site.say("raise")
    site.change_code()
    assert until(lambda: site.state() is RenewalState.FAILED)

    site.say("mended")
    site.change_code()

    assert until(lambda: site.ask()[0] == "mended")


@pytest.mark.slow
def test_servers_that_never_become_ready_are_given_up(site: Site):
    site.say("hang")
    site.change_code()
    assert until(lambda: site.state() is RenewalState.FAILED)
    assert site.ask()[0] == "first"


@pytest.mark.slow
def test_usr2_renews_without_a_new_code_version(site: Site):
    site.say("asked")
    site.process.send_signal(signal.SIGUSR2)
    assert until(lambda: site.ask()[0] == "asked")


@pytest.mark.slow
def test_servers_come_back_after_their_master_was_killed(site: Site):
    worker = site.ask()[1]
    master = parent_of(worker)

    os.kill(master, signal.SIGKILL)

    assert until(lambda: not alive(worker))
    assert until(partial(says, site, "first"))


def says(site: Site, words: str) -> bool:
    """Whether the site does; a worker that dies with its master takes what it has just accepted with it."""
    with suppress(ConnectionError):
        return site.ask()[0] == words
    return False


@pytest.mark.slow
def test_a_scheduler_that_dies_is_started_again(site: Site):
    assert until((site.folder / "beside").exists)
    os.kill(site.beside()[0], signal.SIGKILL)
    assert until(lambda: len(site.beside()) == 2)


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        *(pytest.param(other, marks=pytest.mark.slow) for other in (signal.SIGINT, signal.SIGHUP)),
    ],
)
def test_a_signal_ends_everything(site: Site, number: signal.Signals):
    assert until((site.folder / "beside").exists)
    everything = [site.ask()[1], site.beside()[0]]

    site.process.send_signal(number)

    assert site.process.wait(timeout=PATIENCE) == 0
    assert not any(alive(process) for process in everything)


def test_nothing_outlives_a_killed_supervisor(site: Site):
    assert until((site.folder / "beside").exists)
    everything = [site.ask()[1], site.beside()[0]]

    site.process.kill()

    assert until(lambda: not any(alive(process) for process in everything))


@pytest.mark.slow
def test_a_first_start_that_fails_is_a_refusal(tmp_path: Path):
    (tmp_path / "site").write_text("raise")
    process = started(tmp_path / "absent.db", tmp_path)
    assert process.wait(timeout=PATIENCE) == 1
    assert process.stdout is not None
    process.stdout.close()
    assert "this site does not start" in (tmp_path / "log").read_text()

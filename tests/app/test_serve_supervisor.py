"""The supervisor with real servers on a free port of this machine."""

import http.client
import os
import signal
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from app.serve import renewal
from app.serve.renewal import RenewalState
from tests.app.processes import PATIENCE, alive, parent_of, until
from tests.app.supervised_sites import Site, started


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

"""Threads that take turns: one does all there is to do, unless it is held up."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, wait

import pytest

from app.serve import crew
from app.serve.crew import LONGEST_TURN, PATIENCE, Crew, held_up

LIMIT = 10
NEVER = 1e6


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    # a busy machine holds threads up too: here only what waits much longer is held up
    monkeypatch.setattr(crew, "PATIENCE", NEVER)
    found = Crew(4)
    yield found
    found.shutdown(wait=False)


class Held:
    """Work that goes on until it is let go, and tells that it has begun."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self) -> int:
        self.begun.set()
        assert self.go.wait(LIMIT)
        return threading.get_ident()


def left_lying(one: Crew) -> bool:
    """Whether there is work that nobody has taken up."""
    return one.behind


def relieved(one: Crew, over: Callable[[], bool]) -> bool:
    """Asks for relief, as the server does while work lies there, until it is over."""
    until = time.monotonic() + LIMIT
    while not over() and time.monotonic() < until:
        one.relieve()
        time.sleep(0.001)
    return over()


def test_one_thread_does_everything_in_its_order(four: Crew):
    done: list[int] = []
    first = Held()
    held = four.submit(first)
    others = [four.submit(done.append, number) for number in range(50)]
    assert first.begun.wait(LIMIT)
    four.relieve()
    assert not done, "nobody joins who is not needed"

    first.go.set()

    wait(others, LIMIT)
    assert done == list(range(50))
    assert {held.result(), four.submit(threading.get_ident).result(LIMIT)} == {held.result()}


def test_somebody_takes_over_from_who_is_held_up(four: Crew, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "PATIENCE", PATIENCE)
    first = Held()
    held = four.submit(first)
    assert first.begun.wait(LIMIT)
    others = [four.submit(threading.get_ident) for _ in range(20)]

    assert relieved(four, lambda: all(one.done() for one in others))

    first.go.set()
    assert held.result(LIMIT) not in {one.result() for one in others}
    assert four.submit(threading.get_ident).result(LIMIT), "and it goes on afterwards"


def test_no_more_than_so_many_begin(four: Crew, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "PATIENCE", PATIENCE)
    all_of_them = [Held() for _ in range(5)]
    futures = [four.submit(one) for one in all_of_them]
    assert relieved(four, lambda: all(one.begun.is_set() for one in all_of_them[:4]))
    time.sleep(0.02)
    four.relieve()
    assert left_lying(four)
    assert not all_of_them[4].begun.wait(0.05)

    all_of_them[0].go.set()

    assert all_of_them[4].begun.wait(LIMIT), "whoever is free takes it up"
    assert not left_lying(four)
    for one in all_of_them:
        one.go.set()
    assert len({one.result(LIMIT) for one in futures}) == 4


def test_who_comes_back_leaves_the_work_to_who_took_over(four: Crew, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "PATIENCE", PATIENCE)
    first, second = Held(), Held()
    held, over = four.submit(first), four.submit(second)
    assert relieved(four, second.begun.is_set)
    monkeypatch.setattr(crew, "PATIENCE", NEVER)
    third = four.submit(threading.get_ident)

    first.go.set()

    held.result(LIMIT)
    assert not third.done()
    second.go.set()
    assert third.result(LIMIT) == over.result(LIMIT)


def test_an_error_is_for_whoever_asked(four: Crew):
    failed = four.submit(int, "x")
    with pytest.raises(ValueError, match="invalid literal"):
        failed.result(LIMIT)
    assert four.submit(int, "1").result(LIMIT) == 1


def test_what_has_not_begun_is_not_begun_after_the_end(four: Crew):
    first = Held()
    held = four.submit(first)
    assert first.begun.wait(LIMIT)
    left = four.submit(int, "1")

    four.shutdown(wait=False)

    with pytest.raises(CancelledError):
        left.result(LIMIT)
    with pytest.raises(RuntimeError):
        four.submit(int, "1")
    first.go.set()
    assert held.result(LIMIT), "what has begun is finished"


def test_relief_comes_in_time_wherever_the_first_one_stands(monkeypatch: pytest.MonkeyPatch):
    """The loop asks while the first thread is between being called and taking up work."""
    monkeypatch.setattr(crew, "PATIENCE", 0.0)
    for _ in range(300):
        one = Crew(4)
        over = one.submit(int, "1")
        while not over.done():
            one.relieve()
        assert one.submit(int, "2").result(LIMIT) == 2
        one.shutdown(wait=False)


def test_who_has_gone_is_not_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "PATIENCE", PATIENCE)
    one = Crew(4)
    held = [Held() for _ in range(4)]
    futures = [one.submit(work) for work in held]
    assert relieved(one, lambda: all(work.begun.is_set() for work in held))
    one.shutdown(wait=False)
    for work in held:
        work.go.set()
        time.sleep(0.01)
    assert all(future.result(LIMIT) for future in futures), "each comes back when others have ended"


def test_a_thread_that_cannot_be_had_leaves_nothing_behind(four: Crew, monkeypatch: pytest.MonkeyPatch):
    def none_left(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", none_left)
        with pytest.raises(RuntimeError, match="new thread"):
            four.submit(int, "1")
    assert not four.behind
    assert four.submit(int, "2").result(LIMIT) == 2
    monkeypatch.setattr(crew, "PATIENCE", PATIENCE)
    first = Held()
    four.submit(first)
    assert first.begun.wait(LIMIT)
    waiting = four.submit(int, "3")
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", none_left)
        time.sleep(0.01)
        four.relieve()
    assert relieved(four, waiting.done), "it is asked for again"
    first.go.set()


@pytest.mark.parametrize(
    ("passed", "computed", "expected"),
    [
        (0.0, 0.0, False),
        (PATIENCE, 0.0, False),
        (PATIENCE * 2, 0.0, True),
        (PATIENCE * 9, PATIENCE * 8.5, False),
        (PATIENCE * 9, PATIENCE * 7, True),
        (LONGEST_TURN * 2, LONGEST_TURN * 2, True),
    ],
)
def test_waiting_holds_up_and_computing_does_not(passed: float, computed: float, expected: bool):
    assert held_up(passed, computed) is expected

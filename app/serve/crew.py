"""The threads of a server process, taking turns: one works, another joins only when that one is held up.

Python runs one thread at a time. Threads that all have something to do take that right from one another at every
statement and every answer, and a third of the processor's time went into it (docs/adr/0019). So requests are handled one
after another, and while one of them waits for a lock, a disk or another machine, somebody else takes up what has come since.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Condition, Thread, get_ident
from typing import Any, NamedTuple

PATIENCE = 0.003
"""Seconds of waiting after which others are not made to wait too."""
LONGEST_TURN = 0.1
"""Seconds after which even somebody who computes all the while shares the processor."""


class Turn(NamedTuple):
    """When a thread took up what it works at, by the clock and by the processor's time of that thread."""

    began: float
    computed: float


Work = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


class Crew:
    """At most `most` threads; what a worker of gunicorn has for a pool."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._changed = Condition()
        self._work: deque[Work] = deque()
        self._threads = 0
        self._called = 0
        """Those who are to begin and have not yet."""
        self._turns: dict[int, Turn] = {}
        """Of each thread that works."""
        self._closed = False

    @property
    def behind(self) -> bool:
        """Whether there is work that nobody has taken up."""
        return bool(self._work)

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """The work is done in its turn."""
        future: Future[Any] = Future()
        with self._changed:
            if self._closed:
                raise RuntimeError("nobody takes up work any more")
            if not self._turns and not self._called:
                self._call()
            self._work.append((future, work, given))
        return future

    def relieve(self) -> None:
        """Somebody else joins if work is left lying because all are held up; to be asked again while there is."""
        with self._changed:
            if self._work and len(self._turns) < self._most and self._nobody_is_at_it():
                # a machine that has no thread left to give may have one later
                with suppress(RuntimeError):
                    self._call()

    def shutdown(self, wait: bool = True) -> None:  # noqa: ARG002 as gunicorn calls it
        """What has not begun is not begun any more."""
        with self._changed:
            self._closed = True
            left = list(self._work)
            self._work.clear()
            self._changed.notify_all()
        for future, _, _ in left:
            future.cancel()

    def _call(self) -> None:
        if self._threads <= len(self._turns) + self._called:
            Thread(target=self._serve, name=f"crew-{self._threads + 1}", daemon=True).start()
            self._threads += 1
        self._called += 1
        self._changed.notify()

    def _serve(self) -> None:
        while (item := self._first()) is not None:
            while item is not None:
                _do(*item)
                item = self._next()

    def _first(self) -> Work | None:
        """What there is to do for who is called; None when nobody will be any more."""
        with self._changed:
            while True:
                while not self._called and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return None
                self._called -= 1
                # in one hold with being called, so that somebody is at the work without a gap
                if self._work:
                    return self._taken()

    def _next(self) -> Work | None:
        """What who is done does next; they step back when somebody else is at it."""
        with self._changed:
            del self._turns[get_ident()]
            return self._taken() if self._work and self._nobody_is_at_it() else None

    def _taken(self) -> Work:
        self._turns[get_ident()] = Turn(time.monotonic(), time.thread_time())
        return self._work.popleft()

    def _nobody_is_at_it(self) -> bool:
        """Whether everybody who works is held up, and nobody is about to begin."""
        return not self._called and all(_is_held_up(thread, turn) for thread, turn in self._turns.items())


def held_up(passed: float, computed: float) -> bool:
    """Whether who began so long ago, and has computed for so long of it, keeps others waiting for no good."""
    return passed - computed > PATIENCE or passed > LONGEST_TURN


def _is_held_up(thread: int, turn: Turn) -> bool:
    passed = time.monotonic() - turn.began
    if passed <= PATIENCE:
        return False
    return held_up(passed, time.clock_gettime(time.pthread_getcpuclockid(thread)) - turn.computed)


def _do(future: Future[Any], work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    try:
        done = work(*given)
    except BaseException as error:  # noqa: BLE001 whoever asks for the result has it
        future.set_exception(error)
    else:
        future.set_result(done)

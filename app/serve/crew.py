"""The threads of a server process, taking turns: one works, another joins only when that one is held up.

Python runs one thread at a time. Threads that all have something to do take that right from one another at every
statement and every answer, and a third of the processor's time went into it (docs/adr/0019). So requests are handled one
after another, and while one of them waits for a lock, a disk or another machine, somebody else takes up what has come since.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition, Thread, get_ident
from typing import Any, NamedTuple

PATIENCE = 0.003
"""Seconds of waiting after which others are not made to wait too."""
LONGEST_TURN = 0.1
"""Seconds after which even somebody who computes all the while shares the processor."""


class Turn(NamedTuple):
    """Who took up work last, and when by the clock and by the processor's time of that thread."""

    thread: int
    began: float
    computed: float


NOBODY = Turn(0, 0.0, 0.0)
Work = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


class Crew:
    """At most `most` threads; what a worker of gunicorn has for a pool."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._changed = Condition()
        self._work: deque[Work] = deque()
        self._threads = 0
        self._called = 0
        self._working = 0
        """Those who work, with those who are called to and have not begun yet."""
        self._turn = NOBODY
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
            self._work.append((future, work, given))
            if not self._working:
                self._call()
        return future

    def relieve(self) -> None:
        """Somebody else joins if work is left lying because all are held up; to be asked again while there is."""
        with self._changed:
            if self._work and self._working < self._most and not self._called and self._held_up():
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
        self._working += 1
        self._called += 1
        if self._threads < self._working:
            self._threads += 1
            Thread(target=self._serve, name=f"crew-{self._threads}", daemon=True).start()
        else:
            self._changed.notify()

    def _serve(self) -> None:
        while self._begun():
            while (item := self._next()) is not None:
                _do(*item)
                item = None

    def _begun(self) -> bool:
        """Waits to be called; False when there will be no more work."""
        with self._changed:
            while not self._called and not self._closed:
                self._changed.wait()
            self._called -= 1
            return not self._closed

    def _next(self) -> Work | None:
        """What this thread does next; it steps back when somebody else is at it."""
        with self._changed:
            me = get_ident()
            alone = self._working == 1 or self._turn.thread == me or self._held_up()
            if not self._work or not alone:
                self._working -= 1
                return None
            self._turn = Turn(me, time.monotonic(), time.thread_time())
            return self._work.popleft()

    def _held_up(self) -> bool:
        """Whether whoever took up work last is; those before were held up already."""
        thread, began, computed = self._turn
        passed = time.monotonic() - began
        if passed <= PATIENCE:
            return False
        return held_up(passed, time.clock_gettime(time.pthread_getcpuclockid(thread)) - computed)


def held_up(passed: float, computed: float) -> bool:
    """Whether who began so long ago, and has computed for so long of it, keeps others waiting for no good."""
    return passed - computed > PATIENCE or passed > LONGEST_TURN


def _do(future: Future[Any], work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    try:
        done = work(*given)
    except BaseException as error:  # noqa: BLE001 whoever asks for the result has it
        future.set_exception(error)
    else:
        future.set_result(done)

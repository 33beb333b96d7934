"""Signals as something the supervisor reads between two turns."""

import os
import select
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
RENEWING = signal.SIGUSR2


class Signals:
    """What was asked for; a handler only notes it, a pipe ends the wait."""

    def __init__(self) -> None:
        self.ending = 0
        self.renewing = False
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)

    def wait(self, seconds: float, readable: Iterable[int]) -> None:
        """Returns when a signal has come, something can be read, or the time is over."""
        select.select([self._reader, *readable], [], [], seconds)
        with suppress(BlockingIOError):
            while os.read(self._reader, 512):
                pass

    @contextmanager
    def heard(self) -> Iterator["Signals"]:
        """Inside, the signals come here instead of ending the process."""
        numbers = (*ENDING, RENEWING, signal.SIGCHLD)
        before = {number: signal.signal(number, self._note) for number in numbers}
        woken = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        try:
            yield self
        finally:
            signal.set_wakeup_fd(woken)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._reader)
            os.close(self._writer)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if number in ENDING:
            self.ending += 1
        elif number == RENEWING:
            self.renewing = True

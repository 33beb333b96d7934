"""The scheduler beside the servers: kept running, exchanged with them."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from app.serve.decision import pause

GRACE_SECONDS = 35.0
STEADY_SECONDS = 60.0
log = logging.getLogger("tongban.serve")


class Companion:
    """One child process, the arguments of a Python, that is started again whenever it ends."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = [sys.executable, *command]
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._failures = 0
        self._start_at = 0.0
        self._stopping: float | None = None

    def tend(self) -> None:
        """It runs, or its next start is due later."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_at:
                self._start(now)
            return
        status = self._process.poll()
        if status is None:
            self._insist(now)
            return
        asked = self._stopping is not None
        self._process, self._stopping = None, None
        if asked:
            return
        steady = now - self._started > STEADY_SECONDS
        self._failures = 1 if steady else self._failures + 1
        self._start_at = now + pause(self._failures, serving=False)
        log.error("%s ended (status %s); it starts again soon", " ".join(self._command[1:]), status)

    def renew(self) -> None:
        """It ends in order; the next `tend` after that starts it with the code of now."""
        self._failures, self._start_at = 0, 0.0
        self.stop()

    def stop(self) -> None:
        """It is asked to finish what it does and to end."""
        if self._process is not None and self._stopping is None:
            self._stopping = time.monotonic()
            self._process.terminate()

    def ended(self) -> bool:
        """Whether nothing of it runs; insists when it takes too long."""
        if self._process is None or self._process.poll() is not None:
            return True
        self._insist(time.monotonic())
        return False

    def kill(self) -> None:
        """It is gone, with everything it started."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _start(self, now: float) -> None:
        self._started = now
        self._process = subprocess.Popen(  # noqa: S603 our own command line
            self._command, stdin=subprocess.DEVNULL, process_group=0
        )

    def _insist(self, now: float) -> None:
        if self._stopping is not None and now > self._stopping + GRACE_SECONDS:
            self.kill()

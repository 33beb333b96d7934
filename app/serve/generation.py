"""One generation of servers: a gunicorn with its workers on the supervisor's socket."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.serve.decision import Stage
from app.serve.web import APPLICATION, GRACE_SECONDS, WebOrder
from kernel.text import Text

BOOT_SECONDS = 120
READ_SIZE = 65536


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How many serve, and what."""

    workers: int
    threads: int = 8
    application: str = APPLICATION
    boot_seconds: int = BOOT_SECONDS


class Generation:
    """Starts at once; serves as soon as each of its workers has built the whole application."""

    def __init__(self, listener: socket.socket, settings: WebSettings, *, code_version: int | None) -> None:
        self.code_version = code_version
        self.failure: Text | None = None
        self._workers = settings.workers
        self._ready: set[int] = set()
        self._unread = b""
        self._limit = time.monotonic() + settings.boot_seconds
        self._stopping: float | None = None
        self.report, writer = os.pipe()
        os.set_blocking(self.report, False)
        order = WebOrder(
            listener=listener.fileno(),
            report=writer,
            parent=os.getpid(),
            workers=settings.workers,
            threads=settings.threads,
            boot_seconds=settings.boot_seconds,
            application=settings.application,
        )
        self.process = subprocess.Popen(  # noqa: S603 our own command line
            [sys.executable, "-m", "app", "web", order.as_text()],
            pass_fds=(listener.fileno(), writer),
            stdin=subprocess.DEVNULL,
            # a Ctrl-C is for the supervisor, which then ends this in order
            process_group=0,
        )
        os.close(writer)

    def stage(self) -> Stage:
        """How far it has come."""
        self._hear()
        booted = len(self._ready) >= self._workers
        if self.process.poll() is not None:
            return Stage.GONE if booted else self._failed_with(self.process.returncode)
        if booted:
            return Stage.READY
        if self.failure is not None:
            return Stage.FAILED
        if time.monotonic() > self._limit:
            self.failure = Text("新进程未能在限定时间内就绪。", "The new processes were not ready in time.")
            return Stage.FAILED
        return Stage.BOOTING

    def stop(self) -> None:
        """It takes no new request, finishes those it has, and ends; killed when it does not."""
        if self._stopping is None:
            self._stopping = time.monotonic()
            self._signal(signal.SIGTERM)
        elif time.monotonic() > self._stopping + GRACE_SECONDS + 5:
            self.kill()

    def ended(self) -> bool:
        """Whether its master has ended; what it held is then released."""
        if self.process.poll() is None:
            return False
        if self.report >= 0:
            os.close(self.report)
            self.report = -1
        return True

    def kill(self) -> None:
        """It is gone, its workers too."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.process.poll() is None:
            self.process.send_signal(number)

    def _failed_with(self, status: int) -> Stage:
        if self.failure is None:
            self.failure = Text(
                f"新进程启动时退出（状态 {status}），原因见服务日志。",
                f"The new processes ended while starting (status {status}); the server log says why.",
            )
        return Stage.FAILED

    def _hear(self) -> None:
        if self.report < 0:
            return
        with suppress(BlockingIOError):
            while heard := os.read(self.report, READ_SIZE):
                self._unread += heard
        *lines, self._unread = self._unread.split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, message: dict[str, Any]) -> None:
        if "ready" in message:
            self._ready.add(message["ready"])
        elif self.failure is None:
            self.failure = Text(**message["failed"])

"""Gunicorn's worker with threads, as a site needs it: nobody who waits, or lingers, keeps others waiting."""

import errno
import time
from collections import deque
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from socket import SHUT_WR
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

from app.serve.answers import refusal, status_of
from app.serve.crew import PATIENCE, Crew

FIRST_WORDS = 5.0
"""Seconds within which the first bytes arrive on a connection."""
LINGERING = 2.0
"""Seconds for which a client may go on sending after its last answer; closed at once, that answer could be lost."""
DRAINED, MOST = 65_536, 1_048_576
"""So much of what it sends is thrown away at a time, and altogether."""
NOT_THERE = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED})


class Visit(TConn):
    """A connection that is closed without anybody waiting for it."""

    drained = 0

    def __init__(self, worker: "Worker", *about: Any) -> None:
        super().__init__(worker.cfg, *about)
        self.worker = worker

    def close(self, graceful: bool = False) -> None:
        """The last answer still arrives."""
        if graceful:
            self.worker.see_off(self)
        else:
            util.close(self.sock)


class Worker(ThreadWorker):
    """Its threads take turns, its loop waits for no client, its refusals look like ours."""

    tpool: Crew

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.leaving: deque[Visit] = deque()
        """Connections whose last answer was sent, the first to be closed first."""

    def get_thread_pool(self) -> Crew:
        """The threads that handle what arrives."""
        return Crew(self.cfg.threads)

    def accept(self, listener: Any) -> None:
        """Whoever has only opened a connection, as browsers do in advance, takes up no thread before they say something."""
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in NOT_THERE:
                return
            raise
        self.nr_conns += 1
        visit = Visit(self, sock, client, listener.getsockname())
        visit.timeout = time.monotonic() + FIRST_WORDS
        self.pending_conns.append(visit)
        self.poller.register(sock, EVENT_READ, partial(self.on_pending_socket_readable, visit))

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Nothing that arrived waits longer than it must for whoever is held up."""
        super().wait_for_and_dispatch_events(PATIENCE if self.tpool.behind else timeout)
        if self.tpool.behind:
            self.tpool.relieve()
        now = time.monotonic()
        while self.leaving and self.leaving[0].timeout <= now:
            self._gone(self.leaving[0])

    def see_off(self, visit: Visit) -> None:
        """The client is told that this was all, and what it still sends is thrown away until it closes."""
        try:
            visit.sock.shutdown(SHUT_WR)
            visit.sock.setblocking(False)
            self.poller.register(visit.sock, EVENT_READ, partial(self._drain, visit))
        except (OSError, ValueError):
            util.close(visit.sock)
            return
        # until then this process stays
        self.nr_conns += 1
        visit.timeout = time.monotonic() + LINGERING
        self.leaving.append(visit)

    def _drain(self, visit: Visit, _sock: Any) -> None:
        try:
            sent = len(visit.sock.recv(DRAINED))
        except BlockingIOError:
            return
        except OSError:
            sent = 0
        visit.drained += sent
        if not sent or visit.drained > MOST:
            self._gone(visit)

    def _gone(self, visit: Visit) -> None:
        self.leaving.remove(visit)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(visit.sock)
        self.nr_conns -= 1
        util.close(visit.sock)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:  # noqa: ARG002 gunicorn's signature
        """The client has an answer; what it sent is neither repeated to it nor written into a line of the log."""
        status = status_of(exc)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("no answer could be made", exc_info=exc)
        else:
            self.log.warning("refused a request of %s: %s", (addr or ("",))[0], type(exc).__name__)
        with suppress(OSError):
            util.write_nonblock(client, refusal(status))

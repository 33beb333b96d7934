"""Gunicorn's worker with threads, as a site needs it: nobody who waits, or lingers, keeps others waiting."""

import errno
import struct
import time
from collections import deque
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from socket import SHUT_WR, SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from app.serve.answers import refusal, status_of
from app.serve.crew import PATIENCE, Crew
from app.serve.hearing import Ear, Heard
from app.serve.keeping import Reader, reader_of

EVERY = 0.5
"""Seconds after which it is looked who has said nothing for too long."""
STALLED = 20
"""Seconds for which a thread waits for a client, where it has to."""
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
LINGERING = 2.0
"""Seconds for which a client may go on sending after its last answer; closed at once, that answer could be lost."""
DRAINED, MOST = 65_536, 1_048_576
"""So much of what it sends is thrown away at a time, and altogether."""
NOT_THERE = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED})


class Visit(TConn):
    """A connection that nobody waits for: neither for what it says nor for its end."""

    drained = 0
    whole = True
    """Whether the request in hand had come whole; after others the connection ends."""

    def __init__(self, worker: "Worker", *about: Any) -> None:
        super().__init__(worker.cfg, *about)
        self.worker = worker
        self.heard = Heard()
        # whoever reads or writes after all does not do so for ever
        for option in (SO_RCVTIMEO, SO_SNDTIMEO):
            self.sock.setsockopt(SOL_SOCKET, option, struct.pack("ll", STALLED, 0))

    def tell(self) -> None:
        """Gunicorn reads next what was heard."""
        said, kept = self.heard.told()
        self.init()
        reader_of(self.parser, self.sock).tell(said, kept)

    def forget(self) -> None:
        """What was said is of no use any more."""
        self.heard.forget()
        if self.parser is not None and isinstance(self.parser.unreader, Reader):
            self.parser.unreader.close()

    def close(self, graceful: bool = False) -> None:
        """The last answer still arrives."""
        self.forget()
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
        self.hearing: set[Visit] = set()
        """Connections on which a request is being said."""
        self._looked = 0.0

    def get_thread_pool(self) -> Crew:
        """The threads that handle what arrives."""
        return Crew(self.cfg.threads)

    def accept(self, listener: Any) -> None:
        """Whoever comes is listened to; they take up a thread when they have said what they want."""
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in NOT_THERE:
                return
            raise
        self.nr_conns += 1
        visit = Visit(self, sock, client, listener.getsockname())
        self.hearing.add(visit)
        self.poller.register(sock, EVENT_READ, partial(self._hear, visit))

    def on_client_socket_readable(self, conn: Any, client: Any) -> None:
        """A client whose connection was kept says more."""
        self.keepalived_conns.remove(conn)
        conn.heard = Heard()
        # nearly every request comes whole at once
        if self._hear(conn, client):
            self.hearing.add(conn)
            self.poller.modify(client, EVENT_READ, partial(self._hear, conn))

    def enqueue_req(self, conn: Any) -> None:
        """The client had said more than one request: what is left is the beginning of the next."""
        conn.heard = Heard(conn.parser.unreader.take_buffered())
        conn.sock.setblocking(False)
        self.hearing.add(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._hear, conn))
        self._consider(conn)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Nothing that arrived waits longer than it must for whoever is held up."""
        super().wait_for_and_dispatch_events(PATIENCE if self.tpool.behind else timeout)
        if self.tpool.behind:
            self.tpool.relieve()
        now = time.monotonic()
        while self.leaving and self.leaving[0].timeout <= now:
            self._gone(self.leaving[0])
        if now >= self._looked + EVERY:
            self._looked = now
            self._let_go_of_the_silent(now)

    def handle_request(self, req: Any, conn: Any) -> bool:
        """What did not come whole may have an end that nobody has seen: then the connection ends with the answer."""
        if not conn.whole:
            req.force_close()
        return bool(super().handle_request(req, conn))

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        kept = bool(super()._keepalive_after(conn, keepalive))
        conn.parser.unreader.close()
        return kept

    def _hear(self, visit: Visit, _sock: Any) -> bool:
        """Whether there is more to be heard."""
        try:
            said = visit.sock.recv(visit.heard.room)
        except BlockingIOError:
            return True
        except OSError:
            said = b""
        try:
            visit.heard.add(said)
        except OSError:
            self.log.exception("there is no place for what is sent")
            self._refuse(visit, HTTPStatus.SERVICE_UNAVAILABLE)
            return False
        return self._consider(visit)

    def _consider(self, visit: Visit) -> bool:
        ear = visit.heard.judged()
        if ear is Ear.MORE:
            if visit.heard.expects:
                visit.heard.expects = False
                with suppress(OSError):
                    visit.sock.send(GO_ON)
            return True
        if ear is Ear.GONE:
            self._let_go(visit)
        elif ear is Ear.REFUSED:
            self._refuse(visit, visit.heard.refusal)
        else:
            self._take_up(visit, whole=ear is Ear.WHOLE)
        return False

    def _take_up(self, visit: Visit, *, whole: bool) -> None:
        self._hear_no_more(visit)
        visit.whole, visit.data_ready = whole, True
        try:
            visit.tell()
            super().enqueue_req(visit)
        except (OSError, RuntimeError):
            self.log.exception("what was sent cannot be taken up")
            self.nr_conns -= 1
            visit.close()

    def _refuse(self, visit: Visit, status: HTTPStatus) -> None:
        """An answer of ours, after which the connection ends."""
        self.log.warning("refused a request of %s: %s", (visit.client or ("",))[0], status.phrase)
        self._hear_no_more(visit)
        self.nr_conns -= 1
        _say(visit.sock, status)
        visit.close(graceful=True)

    def _let_go_of_the_silent(self, now: float) -> None:
        for visit in list(self.hearing):
            if not self.alive and not visit.heard.begun:
                # whoever is about to say something may, as long as a kept connection may
                visit.heard.until = min(visit.heard.until, now + STOP_KEEPALIVE_LINGER)
            if visit.heard.until <= now:
                self._let_go(visit)

    def _hear_no_more(self, visit: Visit) -> None:
        self.hearing.discard(visit)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(visit.sock)

    def _let_go(self, visit: Visit) -> None:
        self._hear_no_more(visit)
        self.nr_conns -= 1
        visit.close()

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
        self._hear_no_more(visit)
        self.nr_conns -= 1
        util.close(visit.sock)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:  # noqa: ARG002 gunicorn's signature
        """The client has an answer; what it sent is neither repeated to it nor written into a line of the log."""
        status = status_of(exc)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("no answer could be made", exc_info=exc)
        else:
            self.log.warning("refused a request of %s: %s", (addr or ("",))[0], type(exc).__name__)
        _say(client, status)


def _say(client: Any, status: HTTPStatus) -> None:
    """The refusal; a client that has gone does not hear it."""
    with suppress(OSError):
        util.write_nonblock(client, refusal(status))

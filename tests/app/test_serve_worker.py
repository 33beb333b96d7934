"""A server of two processes with four threads each: who waits or lingers keeps nobody waiting."""

import socket
import time
from contextlib import ExitStack
from functools import partial

from tests.app.processes import until
from tests.app.supervised_sites import Site

GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LAST = GET + b"Connection: close\r\n\r\n"


def test_connections_on_which_nothing_is_said_keep_nobody_waiting(site: Site):
    with ExitStack() as open_ones:
        idle = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=20))
            for _ in range(20)
        ]
        begun = time.monotonic()
        assert [site.ask()[0] for _ in range(5)] == ["first"] * 5
        assert time.monotonic() - begun < 4, "each of them would hold a thread for five seconds"
        idle[0].sendall(GET + b"\r\n")
        assert idle[0].recv(1_000).startswith(b"HTTP/1.1 200 OK")
        assert idle[1].recv(1_000) == b"", "who says nothing at all is let go"


def test_clients_that_linger_after_their_last_answer_keep_nobody_waiting(site: Site):
    with ExitStack() as open_ones:
        lingering = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=20))
            for _ in range(12)
        ]
        for one in lingering:
            one.sendall(LAST)
        for one in lingering:
            answer = b"".join(iter(partial(one.recv, 1_000), b""))
            assert answer.startswith(b"HTTP/1.1 200 OK")
            assert b"first " in answer, "the last answer comes whole"
        begun = time.monotonic()
        assert [site.ask()[0] for _ in range(5)] == ["first"] * 5
        assert time.monotonic() - begun < 1.5, "a server would wait two seconds for each of them"
        lingering[0].sendall(b"more")
        assert until(partial(is_closed, lingering[0])), "and in the end they are let go"


def is_closed(connection: socket.socket) -> bool:
    """Whether nobody takes what is sent."""
    try:
        connection.sendall(b"more")
    except OSError:
        return True
    return False


def test_what_is_no_request_is_answered_and_let_go(site: Site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
        connection.sendall(b"no request at all\r\n\r\n")
        answer = b"".join(iter(partial(connection.recv, 10_000), b""))
    assert answer.startswith(b"HTTP/1.1 400 Bad Request")
    assert "请求无法处理" in answer.decode()
    assert site.ask()[0] == "first"

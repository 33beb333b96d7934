"""A server of two processes with four threads each: who waits or lingers keeps nobody waiting."""

import hashlib
import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest

from tests.app.processes import until
from tests.app.supervised_sites import Site, supervised_site

GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LAST = GET + b"Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all that leaves it as it is."""
    with supervised_site(tmp_path_factory.mktemp("worker")) as found:
        yield found


def test_connections_on_which_nothing_is_said_keep_nobody_waiting(here: Site):
    with ExitStack() as open_ones:
        idle = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", here.port), timeout=20))
            for _ in range(20)
        ]
        begun = time.monotonic()
        assert [here.ask()[0] for _ in range(5)] == ["first"] * 5
        assert time.monotonic() - begun < 4, "each of them would hold a thread for five seconds"
        idle[0].sendall(GET + b"\r\n")
        assert idle[0].recv(1_000).startswith(b"HTTP/1.1 200 OK")
        assert idle[1].recv(1_000) == b"", "who says nothing at all is let go"


def test_clients_that_linger_after_their_last_answer_keep_nobody_waiting(here: Site):
    with ExitStack() as open_ones:
        lingering = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", here.port), timeout=20))
            for _ in range(12)
        ]
        for one in lingering:
            one.sendall(LAST)
        for one in lingering:
            answer = b"".join(iter(partial(one.recv, 1_000), b""))
            assert answer.startswith(b"HTTP/1.1 200 OK")
            assert b"first " in answer, "the last answer comes whole"
        begun = time.monotonic()
        assert [here.ask()[0] for _ in range(5)] == ["first"] * 5
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


def test_what_is_no_request_is_answered_and_let_go(here: Site):
    with socket.create_connection(("127.0.0.1", here.port), timeout=20) as connection:
        connection.sendall(b"no request at all\r\n\r\n")
        answer = b"".join(iter(partial(connection.recv, 10_000), b""))
    assert answer.startswith(b"HTTP/1.1 400 Bad Request")
    assert "请求无法处理" in answer.decode()
    assert here.ask()[0] == "first"


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HTT",
        GET + b"A: b",
        b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\na=",
        b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + b"a" * 400_000,
        b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 0000000000000000100\r\n\r\na=",
        b"\x16\x03\x01\x02",
        b"\r\n",
    ],
    ids=["line", "head", "body", "long body", "chunks", "zeros", "tls", "nothing"],
)
def test_requests_that_do_not_come_whole_keep_nobody_waiting(here: Site, begun: bytes):
    with ExitStack() as open_ones:
        for _ in range(24):
            one = socket.create_connection(("127.0.0.1", here.port), timeout=20)
            open_ones.enter_context(one).sendall(begun)
        begun_at = time.monotonic()
        assert [here.ask()[0] for _ in range(5)] == ["first"] * 5
        assert time.monotonic() - begun_at < 3


def test_what_comes_in_parts_is_answered_when_it_is_whole(here: Site):
    with socket.create_connection(("127.0.0.1", here.port), timeout=20) as connection:
        for part in (b"GET", b" / HTTP/1.1\r", b"\nHost: 127.0.0.1\r\n\r", b"\n" + GET, b"\r\n" + LAST):
            connection.sendall(part)
            time.sleep(0.05)
        answers = b"".join(iter(partial(connection.recv, 10_000), b""))
    assert answers.count(b"HTTP/1.1 200 OK") == 3, "one after another on the same connection"


@pytest.mark.parametrize("size", [0, 1, 5_000, 300_000, 3_000_000])
def test_a_body_arrives_as_it_was_sent(here: Site, size: int):
    body = bytes(number % 251 for number in range(min(size, 1_000))) * max(1, size // 1_000)
    connection = http.client.HTTPConnection("127.0.0.1", here.port, timeout=20)
    for headers in ({}, {"Expect": "100-continue"}):
        connection.request("POST", "/", body, headers)
        assert connection.getresponse().read().decode() == hashlib.sha256(body).hexdigest()
    connection.request("POST", "/", iter([body, body]), {"Transfer-Encoding": "chunked"}, encode_chunked=True)
    assert connection.getresponse().read().decode() == hashlib.sha256(body + body).hexdigest()
    connection.close()


def test_a_head_without_end_is_refused(here: Site):
    with socket.create_connection(("127.0.0.1", here.port), timeout=20) as connection:
        connection.sendall(GET + b"a: b\r\n" * 12_000)
        answer = b"".join(iter(partial(connection.recv, 10_000), b""))
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert "请求头太大" in answer.decode()


def test_a_request_on_its_way_is_answered_by_servers_that_are_exchanged(site: Site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
        connection.sendall(GET)
        site.say("second")
        site.change_code()
        assert until(lambda: site.ask()[0] == "second")
        connection.sendall(b"\r\n")
        assert connection.recv(10_000).startswith(b"HTTP/1.1 200 OK")

"""Children that draw: confined, kept warm, retired, killed when they hang, and never anybody's database."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from addons.letters.rendering.drawing import SIZES
from addons.letters.rendering.frames import Silent, packed, receive
from addons.letters.rendering.pool import ROOT, Child, Pool
from addons.letters.rendering.trial import document
from kernel.errors import Invalid
from tests.addons.letters.rendering.files import words

LINK = "https://example.gov.cn/verify/abcdefghijklmnopqrstuvwx"
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
GREEDY = (
    "{% set ns = namespace(x='x' * 1000) %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"
)


@pytest.fixture
def pool():
    found = Pool("templates", size=2, patience=20)
    yield found
    found.close()


def drawn(pool: Pool, text: str, **facts) -> bytes:
    head = {"sizes": dict(SIZES), "facts": facts, "codes": {"qr": LINK}}
    return pool.ask_of(text, head, document(text))[1]


def confined(code: str) -> str:
    """What a process says that runs the code behind closed doors."""
    begin = "from addons.letters.rendering.limits import *; import os, socket, subprocess; confine(TEMPLATES)"
    done = subprocess.run(
        [sys.executable, "-c", f"{begin}\ntry:\n    {code}\nexcept OSError as e:\n    print(e.strerror)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        "open('/tmp/x', 'w')",
        "socket.socket()",
        "socket.socketpair()",
        "os.pipe()",
        "subprocess.run(['/bin/true'], stdout=-1)",
    ],
)
def test_behind_closed_doors_nothing_opens(code):
    assert confined(code) == "Too many open files"


def test_behind_closed_doors_nothing_is_written():
    assert confined("os.ftruncate(0, 10); print('done')") != "done"


def test_memory_has_a_limit():
    assert confined("print('got', len(bytes(2**30)))") == ""


def test_a_child_knows_no_environment(monkeypatch):
    monkeypatch.setenv("KEY_SIGNING", "secret")
    child = Child("templates")
    try:
        with open(f"/proc/{child.process.pid}/environ", "rb") as file:
            environment = file.read()
        assert b"secret" not in environment
        assert {one.split(b"=")[0] for one in environment.split(b"\0") if one} <= {
            b"LC_ALL",
            b"PYTHONDONTWRITEBYTECODE",
        }
        descriptors = {os.readlink(f"/proc/{child.process.pid}/fd/{n}") for n in (0, 1)}
        assert all(name.startswith("pipe:") for name in descriptors)
        assert sorted(os.listdir(f"/proc/{child.process.pid}/fd")) == ["0", "1", "2"]
    finally:
        child.kill()


def test_letters_are_drawn_by_one_warm_child(pool):
    for number in range(3):
        assert words(drawn(pool, "{{ a }}", a=str(number))) == [str(number)]
    assert [child.uses for child in pool._idle] == [3]


def test_the_template_is_sent_once_to_each_child(pool):
    drawn(pool, "{{ a }}", a="1")
    head = {"sizes": dict(SIZES), "facts": {"a": "2"}, "codes": {"qr": LINK}}
    assert words(pool.ask_of("{{ a }}", head, b"never looked at")[1]) == ["2"]


def test_a_child_is_retired_after_its_uses(pool):
    pool.uses = 2
    for _ in range(3):
        drawn(pool, "{{ a }}", a="1")
    assert [child.uses for child in pool._idle] == [1]


def test_a_refusal_leaves_the_child_at_work(pool):
    with pytest.raises(Invalid) as refusal:
        drawn(pool, "{{ missing }}")
    assert "missing" in refusal.value.what.en
    assert [child.process.poll() for child in pool._idle] == [None]


def test_an_endless_template_is_stopped_and_the_next_letter_is_drawn(pool):
    drawn(pool, "{{ a }}", a="1")
    pool.patience = 1.0
    began = time.monotonic()
    with pytest.raises(Invalid):
        drawn(pool, ENDLESS)
    assert time.monotonic() - began < 15
    assert pool._idle == []
    pool.patience = 20
    assert words(drawn(pool, "{{ a }}", a="2")) == ["2"]


def test_a_template_that_eats_memory_is_refused(pool):
    with pytest.raises(Invalid):
        drawn(pool, GREEDY)
    assert words(drawn(pool, "{{ a }}", a="1")) == ["1"]


def test_a_child_that_died_while_idle_is_replaced(pool):
    drawn(pool, "{{ a }}", a="1")
    pool._idle[0].process.kill()
    pool._idle[0].process.wait()
    assert words(drawn(pool, "{{ a }}", a="2")) == ["2"]


def test_several_threads_share_the_children(pool):
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda n: words(drawn(pool, "{{ a }}", a=str(n))), range(12)))
    assert found == [[str(number)] for number in range(12)]
    assert len(pool._idle) <= 2


def test_a_child_ends_with_its_parent():
    child = Child("templates")
    assert child.process.stdin is not None
    child.process.stdin.close()
    assert child.process.wait(timeout=20) == 0
    child.kill()


def test_a_frame_too_long_is_not_read():
    reading, writing = os.pipe()
    try:
        os.write(writing, b"\xff" * 8)
        with pytest.raises(Silent):
            receive(reading, time.monotonic() + 5)
    finally:
        os.close(reading)
        os.close(writing)


def test_a_frame_that_stops_midway_is_waited_for_until_the_deadline():
    reading, writing = os.pipe()
    try:
        os.write(writing, packed({"a": 1}, b"body")[:-2])
        with pytest.raises(Silent):
            receive(reading, time.monotonic() + 0.2)
    finally:
        os.close(reading)
        os.close(writing)

"""Bytes closed up: opened with the keys and for the context they were closed with, and in no other way."""

import pytest

from kernel.errors import TongbanError
from kernel.keys import Key, KeyRing, Purpose
from kernel.keys.closing import closed, mark_of, opened

OLD, NEW = Key("old", b"o" * 32), Key("new", b"n" * 32)
RING = KeyRing({Purpose.ENCRYPTION: (NEW, OLD), Purpose.BLIND_INDEX: (NEW,)})
BEFORE = KeyRing({Purpose.ENCRYPTION: (OLD,)})
PLAIN = "张三:220102".encode()


def test_what_is_closed_opens_again_after_a_rotation_too() -> None:
    sealed = closed(BEFORE, PLAIN, context="a")

    assert PLAIN not in sealed
    assert opened(RING, sealed, context="a") == PLAIN
    assert closed(BEFORE, PLAIN, context="a") != sealed


@pytest.mark.parametrize(
    ("sealed", "context"),
    [
        (closed(RING, PLAIN, context="a"), "b"),
        (closed(RING, PLAIN, context="a")[:-1], "a"),
        (closed(RING, PLAIN, context="a")[:-1] + b"?", "a"),
        (b"new:", "a"),
        (b"other:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "a"),
        (b"\xff", "a"),
    ],
    ids=["elsewhere", "cut", "changed", "empty", "strange", "noise"],
)
def test_what_was_changed_or_belongs_elsewhere_stays_closed(sealed: bytes, context: str) -> None:
    with pytest.raises(TongbanError):
        opened(RING, sealed, context=context)


def test_a_mark_tells_the_same_words_of_one_context() -> None:
    assert mark_of(RING, "a", context="x") == mark_of(RING, "a", context="x")
    assert (
        len(
            {
                mark_of(RING, "a", context="x"),
                mark_of(RING, "a", context="y"),
                mark_of(RING, "b", context="x"),
            }
        )
        == 3
    )

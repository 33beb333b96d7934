"""addons.parties.protection: what is closed opens with its key only, and is found while keys rotate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.parties.protection import (
    UnreadableToken,
    blind_index,
    blind_indexes,
    decrypted,
    encrypted,
    key_id_of,
)
from kernel.errors import NotFound
from kernel.keys import Key, KeyRing, Purpose


def make_ring(*ids: str) -> KeyRing:
    """Keys of these ids for both purposes, the first in use; a secret follows from its id and purpose."""
    return KeyRing(
        {
            purpose: tuple(Key(key_id, f"{purpose}:{key_id}".encode().ljust(40, b"!")) for key_id in ids)
            for purpose in (Purpose.ENCRYPTION, Purpose.BLIND_INDEX)
        }
    )


OLD, BOTH, NEW = make_ring("old.1"), make_ring("new-2", "old.1"), make_ring("new-2")


@given(st.text(max_size=40))
def test_what_is_closed_opens_again_and_never_looks_the_same(plain):
    first, second = (encrypted(OLD, plain, context="x") for _ in range(2))
    assert first != second
    assert decrypted(OLD, first, context="x") == decrypted(OLD, second, context="x") == plain


def test_an_older_key_still_opens_and_the_new_one_closes():
    token = encrypted(OLD, "220000", context="x")
    assert decrypted(BOTH, token, context="x") == "220000"
    assert (key_id_of(token), key_id_of(encrypted(BOTH, "1", context="x"))) == ("old.1", "new-2")


def test_without_its_key_a_token_stays_closed():
    with pytest.raises(NotFound, match=r"old\.1"):
        decrypted(NEW, encrypted(OLD, "220000", context="x"), context="x")


@given(st.integers(0, 200), st.integers(1, 127))
def test_a_changed_token_is_refused(at, by):
    token = encrypted(OLD, "220000198503120002", context="x")
    at %= len(token)
    changed = token[:at] + chr((ord(token[at]) + by) % 128) + token[at + 1 :]
    if changed != token:
        with pytest.raises((UnreadableToken, NotFound)):
            decrypted(OLD, changed, context="x")


def test_a_token_opens_in_its_own_context_only():
    with pytest.raises(UnreadableToken):
        decrypted(OLD, encrypted(OLD, "1", context="person.document"), context="person.mobile")


def test_a_key_id_cannot_be_swapped_for_another_of_the_ring():
    token = encrypted(BOTH, "1", context="x")
    with pytest.raises(UnreadableToken):
        decrypted(BOTH, token.replace("new-2", "old.1"), context="x")


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_index_tells_only_whether_texts_are_the_same(one, other):
    same = blind_index(OLD, one, context="x") == blind_index(OLD, other, context="x")
    assert same == (one == other)
    assert blind_index(OLD, one, context="x") != blind_index(OLD, one, context="y")


def test_while_keys_rotate_every_index_is_searched_the_current_first():
    filed = blind_index(OLD, "220000", context="x")
    assert blind_indexes(BOTH, "220000", context="x") == (blind_index(NEW, "220000", context="x"), filed)


def test_a_ring_without_a_key_is_refused():
    empty = KeyRing({})
    with pytest.raises(NotFound, match="加密"):
        encrypted(empty, "1", context="x")
    with pytest.raises(NotFound, match="盲索引"):
        blind_index(empty, "1", context="x")

"""Words in an address say nothing to whoever reads the address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import Invalid
from kernel.keys import Key, KeyRing, Purpose
from kernel.web.registers.words import opened, sealed

OLD, NEW = Key("a", b"a" * 32), Key("b", b"b" * 32)
KEYS = KeyRing({Purpose.SESSION: (OLD,)})


@given(st.text(min_size=1, max_size=100))
def test_words_come_back_and_are_not_to_be_seen(words: str) -> None:
    token = sealed(KEYS, words, place="people")
    assert opened(KEYS, token, place="people") == words
    assert len(words) < 4 or words not in token


def test_the_same_words_never_make_the_same_address() -> None:
    assert sealed(KEYS, "张建国", place="people") != sealed(KEYS, "张建国", place="people")


def test_no_words_need_no_token() -> None:
    assert sealed(KEYS, "", place="people") == "" == opened(KEYS, "", place="people")


def test_an_older_key_still_opens() -> None:
    token = sealed(KEYS, "张建国", place="people")
    assert opened(KeyRing({Purpose.SESSION: (NEW, OLD)}), token, place="people") == "张建国"


@pytest.mark.parametrize("change", ["place", "key", "token", "cut"])
def test_a_token_that_was_changed_is_refused(change: str) -> None:
    token = sealed(KEYS, "张建国", place="people")
    place = "firms" if change == "place" else "people"
    keys = KeyRing({Purpose.SESSION: (NEW,)}) if change == "key" else KEYS
    spoilt = {"token": "A" + token[1:] if token[0] != "A" else "B" + token[1:], "cut": token[:9]}
    with pytest.raises(Invalid):
        opened(keys, spoilt.get(change, token), place=place)


@given(st.text(max_size=40))
def test_any_other_text_is_refused_and_nothing_worse(text: str) -> None:
    if text:
        with pytest.raises(Invalid):
            opened(KEYS, text, place="people")

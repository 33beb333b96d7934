"""What changed since somebody looked: told by keyed digests, worded by masks."""

import pytest

from approvals.casefile.faces import Answer
from approvals.casefile.seen import PURPOSE, changes, sealed_answers
from kernel.keys import Key, KeyRing
from kernel.text import Text

pytestmark = pytest.mark.alike


OLD, NEW = Key("k1", b"1" * 32), Key("k2", b"2" * 32)
BEFORE = KeyRing({PURPOSE: (OLD,)})
AFTER = KeyRing({PURPOSE: (NEW, OLD)})


def answer(path: str, words: str, value: object) -> Answer:
    return Answer(path, Text(path, path), words, value)


def test_a_change_that_the_mask_hides_is_told_all_the_same():
    kept = sealed_answers([answer("phone", "138****0001", "13800000001")], 1, BEFORE)
    assert changes(kept, [answer("phone", "138****0001", "13812340001")], 1, BEFORE) == {
        "phone": "138****0001"
    }


def test_what_is_kept_says_nothing_but_the_mask():
    kept = sealed_answers([answer("phone", "138****0001", "13800000001")], 1, BEFORE)
    assert "13800000001" not in str(kept)


def test_what_is_the_same_is_no_change_after_a_new_key_either():
    kept = sealed_answers([answer("post", "总经理", "01")], 1, BEFORE)
    assert changes(kept, [answer("post", "总经理", "01")], 1, AFTER) == {}


def test_with_the_key_gone_the_words_decide():
    kept = sealed_answers([answer("post", "总经理", "01")], 1, BEFORE)
    alone = KeyRing({PURPOSE: (NEW,)})
    assert changes(kept, [answer("post", "总经理", "01")], 1, alone) == {}
    assert changes(kept, [answer("post", "技术负责人", "02")], 1, alone) == {"post": "总经理"}


def test_an_answer_that_is_new_has_no_words_before():
    assert changes({}, [answer("files", "a.pdf", [1]), answer("none", "", None)], 1, BEFORE) == {"files": ""}


def test_the_same_answer_of_another_case_has_another_digest():
    one = sealed_answers([answer("post", "总经理", "01")], 1, BEFORE)
    other = sealed_answers([answer("post", "总经理", "01")], 2, BEFORE)
    assert one != other

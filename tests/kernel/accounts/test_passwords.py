"""Which passwords will do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.accounts.passwords import LONGEST, SHORTEST, complaint


@pytest.mark.parametrize("password", ["Tongban-2026", "abcdefgH12", "密码密码密码密码aB", "aaaaaaaa A1"])
def test_good_password_will_do(password: str) -> None:
    assert complaint(password, username="admin", present="old") is None


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("Ab1-", "4 个字符"),
        ("abcdefghij", "3 类"),
        ("abcdefghi1", "3 类"),
        ("ABCDEFGHIJ1", "3 类"),
        ("A" * LONGEST + "b1", "最多"),
        ("Admin-20261", "用户名"),
        ("Present-2026", "相同"),
        ("Ab1-\0aaaaaa", "不能输入"),
    ],
)
def test_bad_password_is_told_why(password: str, word: str) -> None:
    found = complaint(password, username="admin", present="Present-2026")
    assert found is not None
    assert word in found.zh
    assert found.en


@given(st.text(max_size=SHORTEST - 1))
def test_short_password_never_does(password: str) -> None:
    assert complaint(password, username="admin", present="") is not None


@given(st.text(alphabet="abcdefgh123456", min_size=SHORTEST))
def test_two_classes_never_do(password: str) -> None:
    assert complaint(password, username="admin", present="") is not None

"""Tokens and the codes that people compare."""

import base64
import re

from hypothesis import given
from hypothesis import strategies as st

from addons.letters.tokens import TOKEN, check_code, new_token


def test_a_token_carries_144_bits_and_no_two_are_alike():
    tokens = {new_token() for _ in range(2000)}
    assert len(tokens) == 2000
    assert all(TOKEN.fullmatch(token) and len(base64.urlsafe_b64decode(token)) == 18 for token in tokens)


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=24, max_size=24))
def test_a_code_is_always_the_same_two_groups(token):
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", check_code(token))
    assert check_code(token) == check_code(token)


def test_codes_of_different_tokens_differ():
    assert len({check_code(new_token()) for _ in range(2000)}) == 2000

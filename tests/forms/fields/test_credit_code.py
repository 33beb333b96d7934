"""Unified social credit codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.credit import SIGNS, is_credit_code
from forms.fieldtype import AnswerError
from tests.forms.samples import make_type

GOOD = "91350100M000100Y43"


@pytest.mark.parametrize("raw", [GOOD, GOOD.lower(), "91350100 M000100Y43", "９１350100M000100Y43"])
def test_the_code_is_kept_in_capitals(raw: str):
    kind, _ = make_type("credit_code")

    assert kind.normalised(raw) == GOOD


@given(st.integers(0, 17), st.sampled_from(SIGNS))
def test_one_wrong_character_is_always_found(place: int, sign: str):
    assert is_credit_code(GOOD[:place] + sign + GOOD[place + 1 :]) == (GOOD[place] == sign)


@pytest.mark.parametrize("raw", ["91350100M000100Y4", "91350100M000100Y433", "91350100I000100Y43", "长" * 18])
def test_what_is_no_code_is_refused(raw: str):
    kind, _ = make_type("credit_code")

    with pytest.raises(AnswerError):
        kind.normalised(raw)

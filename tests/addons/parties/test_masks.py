"""addons.parties.masks: what a mask shows, and that it never shows more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.parties.masks import masked_mobile, masked_name, masked_number


@pytest.mark.parametrize(
    ("name", "mask"), [("张三", "张*"), ("张小三", "张*三"), ("阿依努尔·买买提", "阿******提"), ("张", "张")]
)
def test_a_name_shows_its_ends(name, mask):
    assert masked_name(name) == mask


def test_a_card_shows_three_and_four_a_mobile_the_same():
    assert masked_number("220000198503121234") == "220***********1234"
    assert masked_mobile("13800001234") == "138****1234"


@given(st.text("0123456789ABCX", min_size=1, max_size=18))
def test_a_mask_keeps_the_length_and_hides_most_of_it(number):
    mask = masked_number(number)
    assert len(mask) == len(number)
    assert mask.count("*") * 2 >= len(number)
    assert all(shown in ("*", true) for shown, true in zip(mask, number, strict=True))

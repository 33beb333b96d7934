"""Numbers of letters and identifiers of e-certificates, against the standard and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.letters.numbers import identifier, is_identifier, letter_number, typed_number
from kernel.errors import Invalid

SAFETY = "11100000000013338W011"
ISSUER = "112299990000000124"
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
plain = st.text("吉建许准延渝皖办", min_size=1, max_size=8)
serials = st.text(SIGNS, min_size=1, max_size=30)


def checked(text: str) -> str:
    """ISO 7064 MOD 37,36 as the standard states it."""
    product = 36
    for sign in text:
        total = (product + SIGNS.index(sign)) % 36 or 36
        product = total * 2 % 37
    return SIGNS[(37 - product) % 36]


def test_a_number_is_printed_with_full_width_brackets_and_no_zeros():
    assert letter_number("吉建许", "准延", 2026, 1) == "吉建许准延〔2026〕第1号"


@pytest.mark.parametrize(
    "typed",
    [
        "吉建许准延〔2026〕第17号",
        "吉建许准延[2026]第17号",
        " 吉建许准延（2026）第 17 号",
        "吉建许准延【2026】第１７号",
        "吉建许准延〔2026〕017号",
    ],
)
def test_a_number_is_known_however_it_is_typed(typed):
    assert typed_number(typed) == "吉建许准延〔2026〕第17号"


@pytest.mark.parametrize("typed", ["", "17", "吉建许〔26〕第1号", "吉建许准延〔2026〕第0号", "'; drop table"])
def test_what_is_no_number_is_empty(typed):
    assert typed_number(typed) == ""


@given(plain, plain, st.integers(1000, 9999), st.integers(1, 10**9))
def test_a_printed_number_reads_as_itself(organ, word, year, serial):
    printed = letter_number(organ, word, year, serial)
    assert typed_number(printed) == printed


def test_the_identifier_of_the_drawn_sample():
    found = identifier(licence_type=SAFETY, issuer=ISSUER, serial="20230001234", edition=2)
    assert found == "1.2.156.3005.2.11100000000013338W011.112299990000000124.20230001234.002.D"


@given(serials, st.integers(1, 999))
def test_the_check_character_is_that_of_the_standard(serial, edition):
    found = identifier(licence_type=SAFETY, issuer=ISSUER, serial=serial, edition=edition)
    assert found[-1] == checked(f"{SAFETY}{ISSUER}{serial}{edition:03}")
    assert is_identifier(found)


@given(serials, st.integers(0, 10**6), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(serial, place, sign):
    found = identifier(licence_type=SAFETY, issuer=ISSUER, serial=serial, edition=1)
    start = len("1.2.156.3005.2.")
    spot = start + place % (len(found) - start)
    changed = found[:spot] + sign + found[spot + 1 :]
    assert is_identifier(changed) == (changed == found)


@pytest.mark.parametrize(
    "wrong",
    [
        {"licence_type": "W011"},
        {"issuer": "吉林"},
        {"serial": ""},
        {"serial": "吉建安A"},
        {"edition": 0},
        {"edition": 1000},
    ],
)
def test_parts_that_cannot_be_are_refused(wrong):
    good = {"licence_type": SAFETY, "issuer": ISSUER, "serial": "A20230001234", "edition": 1}
    with pytest.raises(Invalid):
        identifier(**(good | wrong))


@pytest.mark.parametrize("text", ["", "1.2.3", "1.2.156.3005.2.A.B.C.D", "x" * 200])
def test_other_text_is_no_identifier(text):
    assert not is_identifier(text)

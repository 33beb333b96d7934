"""addons.certificates.numbers: one number however it is typed, and a refusal for what is none."""

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.certificates.numbers import (
    SAFETY,
    SAFETY_CATEGORIES,
    SIGNS,
    CertificateNumber,
    certificate_number,
    number_key,
    pattern_fault,
    printed_shape,
    written,
)
from addons.parties.numbers import NumberError

NUMBER: Final = CertificateNumber(
    "吉建安C3（2026）0000001", "吉建安C3(2026)0000001", "C3", 2026, "0000001", "吉"
)
NATIONAL = re.compile(rf"[{SIGNS}]建安(A|B|C1|C2|C3|C)（((?:19|20)\d{{2}})）(\d{{7}})")
"""As the national rules print it, written down a second time."""


@pytest.mark.parametrize(
    "typed",
    [
        "吉建安C3（2026）0000001",
        "吉建安C3(2026)0000001",
        "吉建安c3（2026)0000001",
        " 吉建安 C3 (2026) 0000001 ",
        "吉建安Ｃ３（２０２６）０００００01",
        "吉建安C3\u3000（2026）\t0000001",
    ],
)
def test_a_number_is_the_same_however_it_is_typed(typed):
    assert certificate_number(typed) == NUMBER


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "吉建安",
        "吉建安D（2026）0000001",
        "吉建安C4（2026）0000001",
        "安建安A（2026）0000001",
        "吉建安A（2126）0000001",
        "吉建安A（2026）000001",
        "吉建安A（2026）00000001",
        "吉建安A2026 0000001",
        "吉建安A（２０２６０000001",
        "吉建安A（2026）0000001x",
        "吉建安A（2026）٠٠٠٠٠٠١",
    ],
)
def test_what_is_no_number_is_refused_with_a_sample(typed):
    with pytest.raises(NumberError) as refusal:
        certificate_number(typed)
    assert "吉建安A（2026）0000001" in refusal.value.remedy.zh


@given(
    st.sampled_from(SIGNS),
    st.sampled_from(SAFETY_CATEGORIES),
    st.integers(1900, 2099),
    st.integers(0, 9_999_999),
)
def test_what_is_written_is_read_again(province, category, year, serial):
    printed = written(SAFETY, province=province, category=category, year=year, serial=serial)
    number = certificate_number(printed)
    assert (number.province, number.category, number.year) == (province, category, year)
    assert int(number.serial) == serial
    assert number.printed == printed
    assert NATIONAL.fullmatch(printed)
    assert re.fullmatch(printed_shape(SAFETY, SAFETY_CATEGORIES), printed)
    assert certificate_number(number.key) == number


@given(st.text("吉建安ABC123（）()2026 0-", max_size=24))
def test_nothing_else_is_read_than_the_national_rule_allows(typed):
    plain = number_key(typed)
    allowed = NATIONAL.fullmatch(plain.replace("(", "（").replace(")", "）"))
    try:
        number = certificate_number(typed)
    except NumberError:
        assert not allowed
    else:
        assert allowed
        assert number.category == allowed[1]


def test_a_province_may_number_otherwise():
    pattern = "{province}F{category}{year}{serial:6}"
    number = certificate_number("渝fA012023000042", pattern=pattern, categories=("A01", "A02"))
    assert (number.category, number.year, number.serial) == ("A01", 2023, "000042")
    assert number.printed == "渝FA012023000042"


@pytest.mark.parametrize("pattern", [SAFETY, "{serial}", "{province}F{category}{year}{serial:6}"])
def test_a_pattern_with_one_serial_may_be_used(pattern):
    assert pattern_fault(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "吉建安",
        "{serial}{serial}",
        "{serial:0}",
        "{serial:10}",
        "{colour}{serial}",
        "}{serial}",
        "x" * 60 + "{serial}",
    ],
)
def test_a_pattern_that_cannot_number_is_refused(pattern):
    assert pattern_fault(pattern) is not None


def test_a_pattern_is_text_and_no_regular_expression():
    with pytest.raises(NumberError):
        certificate_number("aaa0000001", pattern="(a+)+{serial}")
    assert certificate_number("(A+)+0000001", pattern="(a+)+{serial}").serial == "0000001"

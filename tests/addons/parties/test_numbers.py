"""addons.parties.numbers against check characters computed another way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.parties.numbers import NumberError, credit_code, document, mobile
from addons.parties.words import DOCUMENT_TYPES, DocumentType
from tests.addons.parties.oracles import CREDIT, credit_codes, identities, identity_number, make_identity

TODAY = date(2026, 3, 10)
RESIDENT = DocumentType.RESIDENT_ID


@given(identities)
def test_a_number_with_its_check_digit_is_taken_however_it_is_typed(number):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    typed = (number, number.lower(), f" {number[:6]} {number[6:14]}-{number[14:]} ", wide)
    assert {document(RESIDENT, one, on=TODAY).number for one in typed} == {number}


@given(identities, st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_refused(number, at, digit):
    changed = number[:at] + digit + number[at + 1 :]
    if changed != number:
        with pytest.raises(NumberError):
            document(RESIDENT, changed, on=TODAY)


@pytest.mark.parametrize("area", ["540481", "659012", "653228", "330113", "330114", "810000", "830000"])
def test_areas_that_tables_do_not_know_are_taken(area):
    number = make_identity(date(1990, 1, 1), 12, area)
    assert document(RESIDENT, number, on=TODAY).type is RESIDENT


@pytest.mark.parametrize("day", ["19900230", "19000229", "20230229", "19901301", "19900100"])
def test_a_day_that_never_was_is_refused_though_the_check_digit_fits(day):
    with pytest.raises(NumberError):
        document(RESIDENT, identity_number(f"220000{day}000"), on=TODAY)


def test_one_may_be_born_today_and_not_tomorrow():
    assert document(RESIDENT, make_identity(TODAY), on=TODAY).type is RESIDENT
    with pytest.raises(NumberError, match="晚于今天"):
        document(RESIDENT, make_identity(TODAY + timedelta(1)), on=TODAY)


def test_fifteen_digits_are_said_to_be_void():
    with pytest.raises(NumberError, match="已停用"):
        document(RESIDENT, "220000850312000", on=TODAY)


def test_a_foreigners_card_is_one_document_whatever_kind_was_chosen():
    card = make_identity(date(1980, 5, 5), 1, "911000")
    kinds = (RESIDENT, DocumentType.PERMANENT_RESIDENCE)
    assert len({document(kind, card, on=TODAY) for kind in kinds}) == 1
    assert document(RESIDENT, card, on=TODAY).type is DocumentType.PERMANENT_RESIDENCE
    with pytest.raises(NumberError):
        document(DocumentType.PERMANENT_RESIDENCE, make_identity(date(1980, 5, 5)), on=TODAY)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (DocumentType.HK_MACAU_PERMIT, ("H12345678", "m1234567801"), ("H1234567", "A12345678", "H123456780")),
        (DocumentType.TAIWAN_PERMIT, ("12345678", "0123456701", "0123456701B"), ("1234567", "T12345678")),
        (DocumentType.PASSPORT, ("E12345678", "G1234"), ("G123", "E12345678901234567", "护照12345")),
        (DocumentType.PERMANENT_RESIDENCE, ("CHN110119800101",), ("CHN11011980010", "CH1110119800101")),
    ],
)
def test_the_other_documents_have_their_shapes(kind, good, bad):
    for number in good:
        assert document(kind, number, on=TODAY).number == number.upper()
    for number in bad:
        with pytest.raises(NumberError, match=DOCUMENT_TYPES[kind].zh):
            document(kind, number, on=TODAY)


def test_neither_a_refusal_nor_a_document_shows_the_number():
    number = make_identity(date(1985, 3, 12))
    with pytest.raises(NumberError) as refusal:
        document(RESIDENT, f"{number[:-1]}7", on=TODAY)
    assert number[:-1] not in str(refusal.value)
    assert number not in repr(document(RESIDENT, number, on=TODAY))


@given(credit_codes, st.integers(0, 17), st.sampled_from(CREDIT))
def test_a_credit_code_has_one_right_sign_at_each_place(code, at, sign):
    assert credit_code(f" {code.lower()} ") == code
    changed = code[:at] + sign + code[at + 1 :]
    if changed != code:
        with pytest.raises(NumberError):
            credit_code(changed)


@pytest.mark.parametrize("typed", ["19900000001", "+86 199 0000 0001", "0086-19900000001", "199-0000-0001"])
def test_a_mobile_is_eleven_digits_however_it_is_typed(typed):
    assert mobile(typed) == "19900000001"


@pytest.mark.parametrize("typed", ["12900000001", "1990000000", "199000000011", "0431-82752527", ""])
def test_what_is_no_mobile_is_refused(typed):
    with pytest.raises(NumberError):
        mobile(typed)

"""addons.parties.registration: what is typed is read whole, or everything wrong is told at its field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.parties.registration import Wanted, read_enterprise, read_person
from tests.addons.parties.oracles import credit_number, make_identity

TODAY = date(2026, 3, 10)
GOOD = {
    "name": "张 小山",
    "mobile": "+86 199-0000-0001",
    "password": "Newcomer-2026",
    "again": "Newcomer-2026",
    "document_type": "resident_id",
    "number": make_identity(date(1985, 3, 12)),
    "consent": "2026-11",
    "credit_code": credit_number("92999999000000999").lower(),
    "enterprise_name": "  新示范   企业 ",
    "office": "220100",
}


def test_what_is_typed_well_is_read_in_normal_form():
    wanted, problems = read_enterprise(GOOD, on=TODAY)
    assert problems == {}
    assert wanted is not None
    assert wanted.firm is not None
    assert (wanted.name, wanted.mobile, wanted.firm.name) == ("张小山", "19900000001", "新示范 企业")
    assert wanted.firm.credit_code == GOOD["credit_code"].upper()
    assert wanted.claimed is not None
    assert wanted.claimed.document.number == GOOD["number"]


def test_the_proof_may_wait():
    wanted, problems = read_person(GOOD | {"number": " ", "consent": ""}, on=TODAY)
    assert problems == {}
    assert wanted is not None
    assert wanted.claimed is None


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"number": ""}, set()),
        ({"consent": ""}, {"consent"}),
        ({"name": "张", "consent": ""}, {"name", "consent"}),
        ({"mobile": "1"}, {"mobile"}),
        ({"password": "张小山"}, {"password"}),
        ({"password": "19900000001Abc", "mobile": "19900000001"}, {"password"}),
        ({"again": ""}, {"again"}),
        ({"number": "1", "document_type": "nonsense"}, {"number"}),
        ({"number": make_identity(date(2026, 3, 11))}, {"number"}),
    ],
)
def test_each_problem_stands_at_its_field(changes, fields):
    wanted, problems = read_person(GOOD | changes, on=TODAY)
    assert set(problems) == fields
    assert (wanted is None) == bool(fields)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text(max_size=60)))
def test_whatever_is_typed_is_read_or_told_in_both_languages(typed):
    wanted, problems = read_enterprise(GOOD | typed, on=TODAY)
    assert (wanted is None) == bool(problems)
    assert all(words.zh and words.en for words in problems.values())
    assert set(problems) <= set(GOOD)


def test_what_is_wanted_does_not_show_by_accident():
    wanted, _ = read_person(GOOD, on=TODAY)
    assert isinstance(wanted, Wanted)
    assert not any(secret in repr(wanted) for secret in (GOOD["number"], "19900000001", "Newcomer", "张小山"))

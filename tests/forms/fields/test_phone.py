"""Telephone numbers."""

import re

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("13912345678", "13912345678"),
        ("+86 139-1234-5678", "13912345678"),
        ("0086 13912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("0431-82752527", "0431-82752527"),
        ("043182752527", "0431-82752527"),
        ("(010) 6512 3456", "010-65123456"),
        ("023 63670000", "023-63670000"),
    ],
)
def test_a_number_has_one_normal_form_that_its_schema_knows(raw: str, number: str):
    kind, _ = make_type("phone")

    assert kind.normalised(raw) == number
    assert re.search(kind.json_schema()["pattern"], number)


@pytest.mark.parametrize(
    "raw", ["1391234567", "12012345678", "82752527", "0431-1234567", "电话", "139123456789"]
)
def test_what_is_no_number_is_refused(raw: str):
    kind, _ = make_type("phone")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


@pytest.mark.parametrize(("accepts", "refused"), [("mobile", "0431-82752527"), ("landline", "13912345678")])
def test_a_field_may_accept_one_kind_only(accepts: str, refused: str):
    kind, _ = make_type("phone", accepts=accepts)

    with pytest.raises(AnswerError):
        kind.normalised(refused)

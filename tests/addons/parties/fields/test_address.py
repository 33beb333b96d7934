"""Addresses: a region and a line."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from werkzeug.datastructures import MultiDict

from addons.parties.fields.address import AddressField
from forms.compiler import compiled
from forms.fieldtype import AnswerError, Offer
from forms.offering import Offers, Rung
from kernel.reading import Reader
from tests.forms.samples import TYPES, make_field, make_form, make_section

KEPT = ["220102", "人民大街 1 号"]
TODAY = date(2026, 11, 29)


def test_region_and_line_are_kept_shown_and_masked():
    kind = AddressField()

    assert kind.normalised(["220102", "  人民大街　1 号 "]) == KEPT
    assert kind.display(KEPT, "zh") == "吉林省长春市南关区 人民大街 1 号"
    assert kind.mask(KEPT, "zh") == "吉林省长春市南关区 ******"
    assert kind.display(None, "zh") == kind.mask(None, "zh") == ""
    Draft202012Validator(kind.json_schema()).validate(kind.stored(kind.normalised(kind.sample())))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (["", "人民大街"], "所在地区"),
        (["220102", ""], "详细地址"),
        (["220000", "人民大街"], "最后一级"),
        (["220102", "街" * 201], "最多 200"),
        ("吉林省长春市", "两部分"),
        (["220102", "a", "b"], "两部分"),
        ([["220102"], "a"], "文字"),
    ],
)
def test_half_an_address_is_refused_with_what_is_missing(raw: object, said: str):
    with pytest.raises(AnswerError, match=said):
        AddressField().normalised(raw)


@pytest.mark.parametrize("raw", [None, "", "  ", [], ["", ""], [None, " "]])
def test_nothing_filled_in_is_no_answer(raw: object):
    assert AddressField().normalised(raw) is None


@pytest.mark.parametrize(
    ("posted", "raw"),
    [
        (["220000", "220100", "220102", "街"], ["220102", "街"]),
        (["340000", "220100", "220102", "街"], ["340000", "街"]),
        (["街"], [None, "街"]),
        ([], [None, ""]),
    ],
)
def test_the_last_input_is_the_line_and_those_before_are_the_lists(posted: list[str], raw: list[Any]):
    assert AddressField().gathered(MultiDict([("a", value) for value in posted]), "a") == raw


def test_the_properties_are_those_of_the_region_and_the_length_of_the_line():
    problems: list[Any] = []
    node = Reader({"level": "city", "within": "220000", "max_length": 4}, problems)

    kind = AddressField.read(node)
    node.finish()

    assert problems == []
    assert kind.sample() == ["220100", "人民大街"]
    with pytest.raises(AnswerError):
        kind.normalised(["220100", "人民大街号"])


def test_the_page_shows_the_lists_and_what_was_typed_in_the_line():
    form = compiled(
        1, make_form(make_section(make_field("a", type="address"))), {**TYPES, "address": AddressField}
    )
    rungs = (Rung("省", (Offer("220000", "吉林省"),), "220000"),)

    page = form.page(
        {"a": ["220000", "<b>"]}, {}, form.sections, today=TODAY, offers={"a": Offers(rungs=rungs)}
    ).fields

    assert '<option value="220000" selected>' in page
    assert 'id="a-line" name="a"' in page
    assert 'value="&lt;b&gt;"' in page


def test_nobody_lives_in_an_abolished_region():
    with pytest.raises(AnswerError, match="撤销"):
        AddressField().refuse_on(["330103", "街"], TODAY)
    AddressField().refuse_on(KEPT, TODAY)

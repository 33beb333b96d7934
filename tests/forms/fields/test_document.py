"""Documents with their numbers."""

from datetime import date

import pytest

from forms.documents import EXAMPLES, Document, is_number_of, masked_number
from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize("document", list(Document))
def test_every_kind_is_taken_with_its_number(document: Document):
    kind, _ = make_type("document")

    assert kind.normalised([document.value, f" {EXAMPLES[document].lower()} "]) == [
        document.value,
        EXAMPLES[document],
    ]


@pytest.mark.parametrize(
    ("document", "number"),
    [
        ("resident_id", "220000199001010001"),
        ("residence_permit", "220000199001010000"),
        ("hk_macao_permit", "A12345678"),
        ("taiwan_permit", "123"),
        ("foreigner_id", "220000199001010000"),
        ("passport", "E 1"),
    ],
)
def test_the_number_of_another_kind_is_refused(document: str, number: str):
    kind, _ = make_type("document")

    with pytest.raises(AnswerError, match="号码"):
        kind.normalised([document, number])


@pytest.mark.parametrize("raw", [["", "E00000000"], ["visa", "E00000000"], ["resident_id", "a", "b"]])
def test_a_kind_that_is_not_taken_is_refused(raw: list[str]):
    kind, _ = make_type("document")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


def test_a_number_alone_tells_its_kind_and_a_kind_alone_is_no_answer():
    kind, _ = make_type("document", accepts=["passport", "resident_id"])

    assert kind.normalised("220000 19900101 0000") == ["resident_id", "220000199001010000"]
    assert kind.normalised(["passport", ""]) is None


def test_it_is_masked_and_nobody_is_born_tomorrow():
    kind, _ = make_type("document")

    assert kind.mask(["resident_id", "220000199001010000"], "zh") == "居民身份证 220***********0000"
    assert masked_number("E12345") == "****45"
    with pytest.raises(AnswerError, match="晚于今天"):
        kind.refuse_on(["resident_id", "220000199001010000"], date(1989, 1, 1))


def test_the_old_and_the_new_card_of_foreigners_are_known():
    assert is_number_of(Document.FOREIGNER_ID, "CAN123456789012")
    assert not is_number_of(Document.FOREIGNER_ID, "CAN12345678901")

"""addons.certificates.fields: the certificate field."""

import pytest

from addons.certificates.fields import CertificateField
from forms.fieldtype import AnswerError
from forms.seams import field_types
from kernel.kinds import Problem
from kernel.reading import Reader
from kernel.registry import assembled

FIELD = CertificateField()


def read(**node):
    problems: list[Problem] = []
    return CertificateField.read(Reader(node, problems)), [problem.path for problem in problems]


def test_the_type_is_offered_to_forms():
    from addons.certificates import fields
    from forms import seams

    offered = field_types(assembled({"forms": [seams], "certificates": [fields]}))
    assert offered == {"certificate": CertificateField}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [(" 吉建安a(2023)0000007 ", "吉建安A（2023）0000007"), ("", None), ("  ", None), (None, None)],
)
def test_an_answer_is_the_printed_number(typed, answer):
    assert FIELD.normalised(typed) == answer


def test_a_stored_answer_is_an_answer_again():
    answer = FIELD.normalised("吉建安C1(2023)0000007")
    assert FIELD.normalised(FIELD.stored(answer)) == answer
    assert FIELD.display(answer, "zh") == "吉建安C1（2023）0000007"


@pytest.mark.parametrize("typed", ["张小山", "吉建安A（2023）7", 7, ["吉建安A（2023）0000007"]])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(AnswerError) as refusal:
        FIELD.normalised(typed)
    assert refusal.value.remedy.zh


def test_other_types_number_otherwise():
    field, problems = read(number="{province}F{category}{year}{serial:6}", categories=["A01"])
    assert problems == []
    assert field.normalised("渝FA012023000042") == "渝FA012023000042"


def test_a_pattern_that_cannot_number_is_told_at_its_path():
    assert read(number="{serial}{serial}")[1] == ["number"]


def test_the_page_draws_it_anew_from_what_it_offers():
    assert FIELD.live == "widgets/offers.html"
    assert FIELD.json_schema()["type"] == "string"

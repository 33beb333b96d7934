"""Headings."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


def test_a_heading_takes_no_answer():
    kind, _ = make_type("heading")

    assert not kind.asks
    with pytest.raises(AnswerError):
        kind.normalised("something")

"""Yes or no."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize(
    ("raw", "truth"),
    [("yes", True), ("是", True), (True, True), ("No", False), ("false", False), (False, False)],
)
def test_both_languages_and_json_are_taken(raw: object, truth: bool):
    kind, _ = make_type("yes_no")

    assert kind.normalised(raw) is truth


@pytest.mark.parametrize("raw", ["maybe", "on", 1, 0])
def test_anything_else_is_refused(raw: object):
    kind, _ = make_type("yes_no")

    with pytest.raises(AnswerError):
        kind.normalised(raw)

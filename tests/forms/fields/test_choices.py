"""Several options."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize(("raw", "answer"), [("b", ["b"]), (["b", "a", "b"], ["a", "b"]), ([""], None)])
def test_each_option_counts_once_in_their_order(raw: object, answer: object):
    kind, _ = make_type("choices")

    assert kind.normalised(raw) == answer


def test_what_is_not_offered_is_refused():
    kind, _ = make_type("choices")

    with pytest.raises(AnswerError):
        kind.normalised(["a", "c"])

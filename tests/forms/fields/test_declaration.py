"""Declarations."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


def test_only_every_condition_ticked_is_a_declaration():
    kind, _ = make_type("declaration")

    assert kind.normalised(["b", "a"]) is True
    assert kind.normalised([]) is None
    with pytest.raises(AnswerError, match="还有 1 条"):
        kind.normalised(["a"])


def test_what_is_not_among_the_conditions_is_refused():
    kind, _ = make_type("declaration")

    with pytest.raises(AnswerError):
        kind.normalised(["a", "b", "c"])


def test_it_is_read_as_how_many_points_are_ticked():
    kind, _ = make_type("declaration")

    assert kind.display(True, "zh") == "已勾选 2 项"
    assert kind.display(None, "zh") == ""

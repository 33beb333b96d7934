"""kernel.failures: what is kept of an error."""

from sqlalchemy.exc import IntegrityError

from kernel.errors import NotFound
from kernel.failures import KEPT, told
from kernel.text import Text


def test_an_error_is_told_by_its_kind():
    assert told(ValueError("no paper")) == "ValueError: no paper"


def test_a_refusal_is_told_in_both_languages_with_its_remedy():
    refusal = NotFound(Text("没有。", "None."), remedy=Text("请找。", "Look."), place="here")
    assert told(refusal) == "here: 没有。请找。\nhere: None. Look."


def test_the_values_of_a_statement_are_not_told():
    cause = Exception("duplicate key\nDETAIL:  Key (name)=(张三) already exists.")
    error = IntegrityError("INSERT …", {"name": "张三"}, cause)
    assert told(error) == "Exception: duplicate key"


def test_a_long_error_is_cut():
    assert len(told(ValueError("x" * 10_000))) == KEPT

"""kernel.failures, kernel.surroundings, kernel.functions: what work may ask for and what is kept of its errors."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kernel.errors import NotFound, RegistryError
from kernel.expressions import Function, compiled
from kernel.failures import KEPT, told
from kernel.functions import functions_of
from kernel.seams import function
from kernel.surroundings import Surroundings, surround, surroundings_of
from kernel.text import Text
from tests.kernel.snapshots import registry_with


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


def test_work_asks_its_session_for_its_surroundings(clock):
    around, session = Surroundings(registry_with(ruled), clock), Session()
    with pytest.raises(RegistryError):
        surroundings_of(session)
    surround(session, around)
    assert surroundings_of(session) is around


@function("answer")
def ruled():
    """A rule function."""
    return Function("answer", (), Text("答", "the answer"), lambda: 42)


def test_rules_may_call_the_functions_of_plugins():
    assert compiled("answer()", functions=functions_of(registry_with(ruled))).value({}) == 42

"""The registry of functions, and calls."""

from datetime import date
from decimal import Decimal

import pytest

from kernel.errors import ExpressionError, RegistryError
from kernel.expressions import EVERY, FUNCTIONS, Function, Kind, Parameter, compiled, with_functions
from kernel.expressions.limits import MAX_LIST
from kernel.text import Text
from tests.kernel.expressions.samples import FACTS, refusal

DOC = Text("测试", "test")


def made(body, *parameters, name="probe"):
    return with_functions(Function(name, parameters, DOC, body))


def test_a_plugin_adds_functions_without_touching_the_others():
    functions = made(lambda text: text[::-1], Parameter("text", (Kind.TEXT,)))
    assert compiled('probe("ab")', functions=functions).value({}) == "ba"
    assert "probe" not in FUNCTIONS
    assert set(FUNCTIONS) < set(functions)


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(RegistryError) as caught:
        made(len, name="sum")
    assert "sum" in caught.value.what.zh
    with pytest.raises(RegistryError):
        with_functions(*[Function("twice", (), DOC, len)] * 2)


@pytest.mark.parametrize("name", ["in", "a b", "", "1a", "x.y"])
def test_a_name_that_cannot_be_called_is_refused(name):
    with pytest.raises(RegistryError):
        made(len, name=name)


def test_the_functions_cannot_be_changed_in_place():
    with pytest.raises(TypeError):
        FUNCTIONS["probe"] = FUNCTIONS["len"]  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_example_of_every_function_is_true(name):
    example = FUNCTIONS[name].example
    assert name in example
    assert compiled(example).value({}) is True


def test_an_unknown_function_is_refused_with_what_is_near():
    error = refusal('1 + lenght("a") and starts_wiht("a", "b")')
    assert error.column == 5
    assert error.pointer.endswith("\n    ^^^^^^")
    assert error.remedy.en == "Did you mean len?"
    assert refusal('starts_wiht("a", "b")').remedy.zh == "是不是 starts_with？"


@pytest.mark.parametrize(
    "source", ["len()", 'len("a", "b")', "add_days(today)", "round(1, 2, 3)", "coalesce()"]
)
def test_a_wrong_number_of_arguments_shows_the_signature(source):
    error = refusal(source)
    assert f"Write {source.split('(')[0]}(" in error.remedy.en


def test_an_argument_of_the_wrong_kind_is_pointed_at():
    error = refusal("add_months(today, name)")
    assert error.column == 19
    assert error.what.en.endswith("months needs a whole number, this is a text.")


@pytest.mark.parametrize(
    "source", ["add_days(today, 0.5)", "add_days(today, amount)", "add_days(today, agreed)"]
)
def test_whole_numbers_have_no_decimals(source):
    assert refusal(source).column == 17


def test_a_whole_number_may_be_written_with_zeros_behind_the_point():
    assert compiled("add_days(today, days)").value(FACTS | {"days": Decimal("2.0")}) == date(2026, 11, 22)
    assert compiled("add_days(today, 4 / 2)").value(FACTS) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "source", ["lower(nothing)", "add_days(nothing, 1)", "add_days(today, nothing)", "abs(None)"]
)
def test_a_call_with_an_empty_value_is_empty(source):
    assert compiled(source).value(FACTS) is None


def test_a_function_may_take_empty_values():
    functions = made(lambda one, other: f"{one}{other}", *[Parameter("value", EVERY)] * 2)
    assert compiled("probe(None, None)", functions=functions).value({}) == "NoneNone"


def test_a_refusal_of_the_body_points_at_the_call():
    def body():
        raise ExpressionError(Text("查无此项。", "Not found."), remedy=Text("改。", "Mend it."))

    with pytest.raises(ExpressionError) as caught:
        compiled("1 + probe()", functions=made(body)).value({})
    assert caught.value.column == 5
    assert caught.value.what.en == "Column 5, `probe()`: Not found."
    assert caught.value.remedy.en == "Mend it."


@pytest.mark.parametrize("failure", [ValueError, TypeError, KeyError])
def test_a_body_that_fails_is_a_refusal_that_names_it(failure):
    def body(_):
        raise failure

    functions = made(body, Parameter("value", EVERY))
    with pytest.raises(ExpressionError) as caught:
        compiled("probe(x)", functions=functions).value({"x": 1})
    assert f"probe has no result here ({failure.__name__})" in caught.value.what.en


@pytest.mark.parametrize("result", [1.5, {}, ["a"] * (MAX_LIST + 1), 10**40, [[1]]])
def test_a_body_may_only_return_values_of_the_language(result):
    functions = made(lambda _: result, Parameter("value", EVERY))
    with pytest.raises(ExpressionError):
        compiled("probe(x)", functions=functions).value({"x": 1})

"""Calls of functions: arguments checked against parameters, refusals pointed at argument or call."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from kernel.errors import ExpressionError
from kernel.expressions.functions import Function, Parameter
from kernel.expressions.parts import Part, beyond_range, composed, constant
from kernel.expressions.spots import Spot
from kernel.expressions.values import PLAIN, Facts, Kind, accepted, bounded, kind_name
from kernel.text import Text

FAILURES = (LookupError, TypeError, ValueError)
Body = Callable[..., Any]


def called(function: Function, arguments: Sequence[Part], spot: Spot) -> Part:
    """The part that calls a function."""
    parameters = function.parameters_for(len(arguments))
    if parameters is None:
        raise spot.error(
            Text(
                f"{function.name} 不能有 {len(arguments)} 个参数。",
                f"{function.name} does not take {len(arguments)} arguments.",
            ),
            Text(f"请写成 {function.signature} 。", f"Write {function.signature}."),
        )
    parts = [_prepared(*pair) for pair in zip(parameters, arguments, strict=True)]
    body = _guarded(function, spot)
    match parameters, parts:
        case [one], [part]:
            run = _run_with_one(body, one, part)
        case [one, other], [part, second]:
            run = _run_with_two(body, (one, part), (other, second))
        case _:
            run = _run_with_many(body, parameters, parts)
    return composed(run, spot, *parts)


def _prepared(parameter: Parameter, part: Part) -> Part:
    """Whole numbers written in the source are converted once."""
    if part.fixed and part.value is not None:
        return constant(_settled(parameter, part.value, part.spot), part.spot)
    return part


def _run_with_one(body: Body, parameter: Parameter, part: Part) -> Callable[[Facts], Any]:
    inner, classes = part.run, parameter.classes

    def run(facts: Facts) -> Any:
        value = inner(facts)
        if value.__class__ in classes:
            return body(value)
        return None if value is None else body(_settled(parameter, value, part.spot))

    return run


def _run_with_two(
    body: Body, left: tuple[Parameter, Part], right: tuple[Parameter, Part]
) -> Callable[[Facts], Any]:
    one_classes, one_run = left[0].classes, left[1].run
    other_classes, other_run = right[0].classes, right[1].run
    general = _settle_all(body, (left[0], right[0]), (left[1], right[1]))

    def run(facts: Facts) -> Any:
        one = one_run(facts)
        other = other_run(facts)
        if one.__class__ in one_classes and other.__class__ in other_classes:
            return body(one, other)
        return general((one, other))

    return run


def _run_with_many(
    body: Body, parameters: Sequence[Parameter], parts: Sequence[Part]
) -> Callable[[Facts], Any]:
    runs = [part.run for part in parts]
    general = _settle_all(body, parameters, parts)
    return lambda facts: general([run(facts) for run in runs])


def _settle_all(
    body: Body, parameters: Sequence[Parameter], parts: Sequence[Part]
) -> Callable[[Sequence[Any]], Any]:
    def answer(values: Sequence[Any]) -> Any:
        settled = []
        for parameter, part, value in zip(parameters, parts, values, strict=True):
            if value is None and Kind.EMPTY not in parameter.kinds:
                return None
            settled.append(_settled(parameter, value, part.spot))
        return body(*settled)

    return answer


def _settled(parameter: Parameter, value: Any, spot: Spot) -> Any:
    if value.__class__ in parameter.classes:
        return value
    if Kind.WHOLE in parameter.kinds and value.__class__ is Decimal and value == value.to_integral_value():
        return int(value)
    wanted, name = parameter.wanted, kind_name(value)
    raise spot.error(
        Text(
            f"参数 {parameter.name} 要{wanted.zh}，这里是{name.zh}。",
            f"{parameter.name} needs {wanted.en}, this is {name.en}.",
        ),
        Text("请换一个值，或先用函数转换。", "Give another value, or convert it with a function."),
    )


def _guarded(function: Function, spot: Spot) -> Body:
    body = function.body

    def run(*values: Any) -> Any:
        try:
            result = body(*values)
        except ExpressionError as error:
            raise spot.error(error.what, error.remedy) from None
        except ArithmeticError:
            raise beyond_range(spot) from None
        except FAILURES as error:
            raise spot.error(
                Text(
                    f"{function.name} 算不出结果（{type(error).__name__}）。",
                    f"{function.name} has no result here ({type(error).__name__}).",
                ),
                Text("请检查各参数的值。", "Check the values given to it."),
            ) from error
        if result.__class__ is str:
            return bounded(result, spot)
        return result if result.__class__ in PLAIN else accepted(result, spot)

    return run

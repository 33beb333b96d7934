"""The language of rules: a strict subset of Python's expressions over exact, typed values."""

from kernel.expressions.expression import Expression, compiled
from kernel.expressions.functions import EVERY, SCALAR, Function, Parameter
from kernel.expressions.library import FUNCTIONS, with_functions
from kernel.expressions.values import Facts, Kind, Value

__all__ = [
    "EVERY",
    "FUNCTIONS",
    "SCALAR",
    "Expression",
    "Facts",
    "Function",
    "Kind",
    "Parameter",
    "Value",
    "compiled",
    "with_functions",
]

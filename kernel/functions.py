"""The functions that rules may call here: the built-in ones and those of the installed plugins."""

from collections.abc import Mapping

from kernel.expressions import Function, with_functions
from kernel.registry import Registry
from kernel.seams import FUNCTION


def functions_of(registry: Registry) -> Mapping[str, Function]:
    """Every function of the rule language; a plugin offers a function that returns a `Function`."""
    return with_functions(*(entry.thing() for entry in registry.entries(FUNCTION)))

"""The functions every rule may call; what depends on the day or the office comes in as a fact."""

from collections.abc import Mapping

from kernel.expressions.functions import Function, registered
from kernel.expressions.library import dates, emptiness, members, numbers, texts

BUILT_IN = (*texts.FUNCTIONS, *numbers.FUNCTIONS, *dates.FUNCTIONS, *members.FUNCTIONS, *emptiness.FUNCTIONS)
FUNCTIONS: Mapping[str, Function] = registered(BUILT_IN)


def with_functions(*more: Function) -> Mapping[str, Function]:
    """The built-in functions and these; a name that is taken is a RegistryError."""
    return registered((*BUILT_IN, *more))

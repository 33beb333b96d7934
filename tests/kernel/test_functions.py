"""kernel.functions: rules may call what plugins offer."""

import pytest

from kernel.errors import RegistryError
from kernel.expressions import FUNCTIONS, Function, compiled
from kernel.functions import functions_of
from kernel.seams import function
from kernel.text import Text
from tests.kernel.snapshots import registry_with


@function("answer")
def answer():
    """A rule function."""
    return Function("answer", (), Text("答", "the answer"), lambda: 42)


@function("shadow")
def shadow():
    """A rule function under a name that is taken."""
    return Function(next(iter(FUNCTIONS)), (), Text("影", "a shadow"), lambda: 42)


def test_rules_may_call_the_functions_of_plugins():
    assert compiled("answer()", functions=functions_of(registry_with(answer))).value({}) == 42


def test_a_plugin_cannot_replace_a_built_in_function():
    with pytest.raises(RegistryError):
        functions_of(registry_with(shadow))

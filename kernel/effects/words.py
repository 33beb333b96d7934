"""What people call the parameters of effects; pure."""

from collections.abc import Mapping
from dataclasses import Field, dataclass
from typing import Any

from kernel.text import Text

ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Words:
    """What people read of a parameter; its usual fact; the kind of definitions of which it names one."""

    title: Text
    usual: str = ""
    definition: str = ""


def asks(zh: str, en: str, *, usual: str = "", definition: str = "") -> Mapping[str, Any]:
    """The metadata of a parameter's field."""
    return {ASKED: Words(Text(zh, en), usual, definition)}


def words_of(parameter: Field[Any]) -> Words:
    """What is said of the parameter; its name where nothing is."""
    found: Words = parameter.metadata.get(ASKED) or Words(Text(parameter.name, parameter.name))
    return found

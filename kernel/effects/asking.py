"""What an effect asks for, as those who draw a definition read it: titles, usual facts, what it names; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any, get_type_hints

from kernel.effects.parameters import KINDS
from kernel.effects.words import words_of
from kernel.references import Reference
from kernel.registry import Registry
from kernel.seams import EFFECT
from kernel.text import Text

ANY_RULE = Text("一条算式", "a rule")
LITERAL = re.compile(r"""(?P<quote>["'])(?P<name>[^"'\\]*)(?P=quote)""")
"""A rule that says a name and nothing else."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that an effect has to be given."""

    name: str
    title: Text
    needed: bool
    takes: Text
    usual: str = ""
    definition: str = ""


def parameters_of(parameters: type[Any]) -> tuple[Parameter, ...]:
    """Everything that an effect asks for, as its dataclass says."""
    hints = get_type_hints(parameters)
    found = []
    for one in fields(parameters):
        words = words_of(one)
        needed = one.default is MISSING and one.default_factory is MISSING
        takes = KINDS.get(hints[one.name], ANY_RULE)
        found.append(Parameter(one.name, words.title, needed, takes, words.usual, words.definition))
    return tuple(found)


def references_in(
    registry: Registry, rows: Sequence[Mapping[str, Any]], path: str = "effects"
) -> Iterator[Reference]:
    """Every definition that the rows of effects name outright."""
    for number, row in enumerate(rows):
        name, given = row.get("effect"), row.get("with")
        if not isinstance(name, str) or not isinstance(given, Mapping) or not registry.has(EFFECT, name):
            continue
        for one in parameters_of(registry.thing(EFFECT, name).Parameters):
            literal = LITERAL.fullmatch(str(given.get(one.name, "")).strip())
            if one.definition and literal:
                place = f"{path}[{number}].with.{one.name}"
                yield Reference(place, one.definition, literal["name"])

"""What the platform and the matters around a chain offer to those who draw it; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from kernel.conditions import Subject
from kernel.effects import Parameter
from kernel.text import Text

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class EffectOffer:
    """An effect with what it has to be given."""

    title: Text
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the matters that run on a chain know: facts that rules may read, sections and fields of their forms; offices."""

    facts: Mapping[str, Subject] = field(default_factory=lambda: NOTHING)
    sections: Mapping[str, Text] = field(default_factory=lambda: NOTHING)
    fields: Mapping[str, Text] = field(default_factory=lambda: NOTHING)
    offices: Mapping[str, Text] = field(default_factory=lambda: NOTHING)
    levels: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """Of each of the offices, a word of `Level`."""

    def with_other(self, other: "Ground") -> "Ground":
        """What either knows."""
        return Ground(*({**getattr(self, one.name), **getattr(other, one.name)} for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything that can be chosen where a chain is drawn."""

    ground: Ground = Ground()
    roles: Mapping[str, Text] = field(default_factory=lambda: NOTHING)
    effects: Mapping[str, EffectOffer] = field(default_factory=lambda: NOTHING)
    checks: Mapping[str, Text] = field(default_factory=lambda: NOTHING)
    definitions: Mapping[str, Mapping[str, Text]] = field(default_factory=lambda: NOTHING)
    """By their kinds, the definitions in force that effects name."""

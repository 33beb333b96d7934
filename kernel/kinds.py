"""What a definition kind answers when asked to prove a body, and what forbids a removal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a body gets wrong, at a path such as `sections[applicant].fields[phone].type`."""

    path: str
    what: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Usage:
    """What stands on definitions and would lose its ground: so many things, some of them named."""

    title: Text
    count: int
    examples: tuple[str, ...] = ()


class Kind(Protocol):
    """A definition kind: it alone knows what a body of its kind may say.

    It may say `pinned = True`: what was begun on a definition keeps its version, so that one may be retired.
    """

    title: ClassVar[Text]

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> Sequence[Problem]:
        """Every problem of the body; none means that it may be published."""
        ...


@runtime_checkable
class Spoken(Protocol):
    """A kind that can say the language of its definitions, for editors."""

    @staticmethod
    def language(registry: Registry) -> dict[str, Any]:
        """The JSON Schema of a definition in a file of a plugin."""
        ...


@runtime_checkable
class Telling(Protocol):
    """A kind that says what is wrong by the titles that its designer shows."""

    @staticmethod
    def told(body: Mapping[str, Any], problem: Problem, registry: Registry) -> Problem:
        """The problem of a body, with titles for keys and names."""
        ...


def is_pinned(registry: Registry, name: str) -> bool:
    """Whether what was begun on a definition of the kind goes on when that one is retired."""
    return registry.has("kind", name) and bool(getattr(registry.thing("kind", name), "pinned", False))

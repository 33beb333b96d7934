"""What the drawing board has to know of a kind of definitions; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kernel.nodes import Body
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Board:
    """A kind of definitions that are drawn."""

    kind: str
    called: Text
    """What people call a definition of the kind."""
    fresh: Callable[[Text], Body]
    """What a new one says, under a title."""
    names: Callable[[Body], Sequence[str]]
    """Its nodes by name, in the order in which they are drawn."""
    most: int = 400
    """So many nodes at most."""

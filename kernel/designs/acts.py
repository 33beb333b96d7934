"""What an act on a drawing board comes to; pure."""

from dataclasses import dataclass

from kernel.designs.sheets import Typing
from kernel.nodes import Body, same


@dataclass(frozen=True, slots=True)
class Done:
    """The definition after an act, and the node that one looks at now."""

    body: Body
    at: str
    left: Typing | None = None
    """What was typed on the sheet, where some of it could not be taken."""


def is_change(before: Body, after: Body) -> bool:
    """Whether an act changed anything."""
    return not same(before, after)

"""Which registers there are, and where each stands."""

from collections.abc import Iterator
from typing import Any

from kernel.registry import Registry
from kernel.seams import PAGES


def registers_of(registry: Registry) -> Iterator[Any]:
    """The classes of all declared registers, in load order."""
    for entry in registry.entries(PAGES):
        for view in getattr(entry.thing(), "views", ()):
            if getattr(view, "columns", ()):
                yield view


def register_named(registry: Registry, name: str) -> Any | None:
    """The class of the register of that name."""
    return next((view for view in registers_of(registry) if view.name == name), None)

"""Whether a definition names another one, anywhere in what it says; pure."""

import re
from collections.abc import Mapping
from typing import Any


def names_it(value: Any, name: str) -> bool:
    """Whether the name stands in the value as a whole word: as a text of its own, a key, or within a rule."""
    return _stands_in(value, re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\w)", re.ASCII))


def _stands_in(value: Any, sought: re.Pattern[str]) -> bool:
    if isinstance(value, str):
        return sought.search(value) is not None
    if isinstance(value, Mapping):
        return any(sought.search(str(key)) or _stands_in(held, sought) for key, held in value.items())
    return isinstance(value, list | tuple) and any(_stands_in(held, sought) for held in value)

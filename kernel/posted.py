"""What a browser posts, as those see it who read it; pure."""

from collections.abc import Iterator
from typing import Any, Protocol


class Posted(Protocol):
    """What a browser posts: several texts under one name."""

    def __iter__(self) -> Iterator[str]:
        """Every name."""
        ...

    def getlist(self, key: str) -> list[Any]:
        """Every text under the name."""
        ...

"""The pages on which a row is added or changed."""

ROUTES: frozenset[str] = frozenset()
"""The methods of WritingPages that are routes of a register with `writing`."""


class WritingPages:
    """The pages on which a row is added or changed."""

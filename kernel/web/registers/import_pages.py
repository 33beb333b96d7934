"""The pages on which a sheet is brought: chosen, its columns matched, tried out, carried in."""

IMPORTS: frozenset[str] = frozenset()


class ImportPages:
    """The pages on which a sheet is brought."""

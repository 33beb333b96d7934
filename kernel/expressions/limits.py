"""How large a rule, its values and its work may grow; beyond these it is refused."""

MAX_SOURCE = 4_000
"""Characters of a source."""

MAX_NODES = 400
"""Values, operators and calls of a source."""

MAX_DEPTH = 50
"""How deep a source may nest."""

MAX_STEPS = 10_000
"""Nodes of a source plus the members of every list it mentions, each time it is mentioned."""

MAX_LIST = 1_000
"""Members of one list."""

MAX_TEXT = 100_000
"""Characters of a text that a rule makes."""

MAX_NAME = 80
"""Characters of a name."""

DIGITS = 34
"""Significant digits of a number; every number is below ten to this power."""

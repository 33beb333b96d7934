"""What can be proved of a chain while some of it cannot be read: only what holds however that is mended; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kernel.kinds import Problem

LISTS = "steps|else|cases|lanes"
OWNER = re.compile(rf"^(?:(?:^|\.)(?:{LISTS})\[[a-z][a-z0-9_]*\])*", re.ASCII)
"""The innermost node with a name on a path."""
HEAD = re.compile(r"^\.?([^.\[]*)(\[?)")
WORDS = frozenset({"title", "help"})
PLACES = frozenset({"kind", "name", *LISTS.split("|")})
"""Entries without which nobody knows which nodes there are."""
QUIET = WORDS | {"link", "text", "place", "role", "pool", "apart", "edits", "sections", "picks", "stops"}
"""Entries that lead a case nowhere."""
OF_UNFILED = QUIET | {
    *("clock", "office", "party", "votes", "verbs", "until", "event", "lasts", "options", "among", "choice"),
    *("checks", "effects", "substitute", "when"),
}
OF_RINGS = QUIET | {
    *("office", "party", "votes", "verbs", "options", "among", "effects", "substitute", "when", "files"),
}
OF_CHOICES = QUIET | {"clock", "lasts", "event", "checks", "files", "when", "until", "effects"}
OF_WARNINGS = (OF_UNFILED - {"clock", "party", "lasts", "substitute"}) | {"files"}
"""Entries on which those proofs do not depend; every other, also one that nobody knows, puts them off."""


@dataclass(frozen=True)
class Unread:
    """The entries that cannot be read, by their nodes; a node without a name puts its whole list in doubt."""

    problems: tuple[Problem, ...] = ()

    @cached_property
    def entries(self) -> dict[str, set[str]]:
        """The keys in doubt of each node, by its path; the chain has the empty one."""
        found: dict[str, set[str]] = {}
        for problem in self.problems:
            owner, key, _ = _parted(problem.path)
            found.setdefault(owner, set()).add(key)
        return found

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The paths of lists in which a node cannot be told from others."""
        parts = (_parted(problem.path) for problem in self.problems)
        return tuple(f"{owner}.{key}".lstrip(".") for owner, key, unnamed in parts if unnamed)

    @property
    def loses(self) -> bool:
        """Whether there may be nodes of which nobody knows yet."""
        return any(PLACES & keys for keys in self.entries.values())

    @property
    def whole(self) -> bool:
        """Whether the clock and the exits of the case as such are known."""
        return self.entries.get("", set()) <= WORDS | PLACES

    def leaves(self, inert: frozenset[str]) -> bool:
        """Whether nothing is in doubt but these entries."""
        return all(keys <= inert for keys in self.entries.values())

    def touches(self, path: str, inert: frozenset[str] = WORDS) -> bool:
        """Whether something of the innermost node on the path is in doubt, besides these entries."""
        owner, key, _ = _parted(path)
        keys = self.entries.get(owner, set()) - inert
        beside = not owner and key not in keys
        return (bool(keys) and not beside) or any(path.startswith(one) for one in self.lists)

    def real(self, problems: Iterable[Problem], inert: frozenset[str] = WORDS) -> Iterator[Problem]:
        """Those that are about nodes of which nothing is in doubt, besides these entries."""
        return (one for one in problems if not self.touches(one.path, inert))

    def of_names(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Those about names that can be read: what stands beside a name does not change it."""
        for one in problems:
            owner, _, unnamed = _parted(one.path)
            if not unnamed and "name" not in self.entries.get(owner, ()):
                yield one

    def of_groups(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Those about groups below which nothing may be missing."""
        paths = [one.path for one in self.problems]
        return (one for one in self.real(problems) if not any(path.startswith(one.path) for path in paths))


def _parted(path: str) -> tuple[str, str, bool]:
    """The node on the path, the key that follows, and whether that leads to a node without a name."""
    found = OWNER.match(path)
    owner = found[0] if found else ""
    head = HEAD.match(path[len(owner) :])
    key, opened = (head[1], head[2]) if head else ("", "")
    return owner, key, bool(opened) and key in LISTS.split("|")

"""The chain of a case's log: each link seals the one before and a salted digest of its entry; pure."""

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple


class Link(NamedTuple):
    """What a link says in the open: the place, the moment, the act, and the digest of the entry.

    A tuple, since every page of a case makes one of each entry.
    """

    seq: int
    at: datetime
    verb: str
    step: str
    actor: str
    entry_digest: str


def entry_digest(entry: str, salt: str) -> str:
    """The digest of a written entry; without the salt nobody can guess what was erased."""
    return hashlib.sha256(f"{salt}\n{entry}".encode()).hexdigest()


def digest(previous: str, link: Link) -> str:
    """The digest of a link; the first follows the key of its case."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (previous, str(link.seq), at, link.verb, link.step, link.actor, link.entry_digest)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

"""The chain of a case's log: each link seals the one before and a salted digest of its entry; pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says in the open: the place, the moment, the act, and the digest of the entry."""

    seq: int
    at: datetime
    verb: str
    step: str
    actor: str
    entry_digest: str


def written(value: Mapping[str, Any]) -> str:
    """The one way in which states and entries are written down."""
    try:
        return orjson.dumps(value, option=_OPTIONS).decode()
    except orjson.JSONEncodeError:
        # numbers beyond 64 bits; what is no JSON at all is refused by both
        return _ENCODER.encode(value)


def entry_digest(entry: str, salt: str) -> str:
    """The digest of a written entry; without the salt nobody can guess what was erased."""
    return hashlib.sha256(f"{salt}\n{entry}".encode()).hexdigest()


def digest(previous: str, link: Link) -> str:
    """The digest of a link; the first follows the key of its case."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (previous, str(link.seq), at, link.verb, link.step, link.actor, link.entry_digest)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

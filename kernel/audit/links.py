"""One link of the chain: what is sealed and how; the same for sealing and for proving. Pure."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

START = "0" * 64
"""What the first link follows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is sealed."""

    id: int
    at: datetime
    actor: str
    action: str
    thing: str
    detail: Mapping[str, Any]
    address: str


def seal_of(secret: bytes, entry: Entry, *, sequence: int, previous: str) -> str:
    """The seal of an entry at this place of the chain."""
    return mac(
        secret,
        {
            "sequence": sequence,
            "previous": previous,
            "id": entry.id,
            "at": entry.at.isoformat(),
            "actor": entry.actor,
            "action": entry.action,
            "thing": entry.thing,
            "detail": entry.detail,
            "address": entry.address,
        },
    )


def mac(secret: bytes, content: Mapping[str, Any]) -> str:
    """HMAC-SHA256 over the canonical JSON of the content."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(secret, written.encode(), hashlib.sha256).hexdigest()

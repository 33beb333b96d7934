"""What a ledger row says as JSON, and what an event changes of it; pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

FIELDS = (
    "type",
    "family",
    "category",
    "number",
    "holder_id",
    "enterprise_id",
    "office_id",
    "state",
    "first_issued_on",
    "issued_on",
    "valid_from",
    "valid_to",
    "edition",
    "appointment",
    "photo_digest",
)
"""What makes up a certificate; the keys of the database follow from these."""


class Entered(Protocol):
    """An event, as far as replaying needs it."""

    certificate_id: Any
    seq: Any
    before: Any
    after: Any


def stated(row: object) -> dict[str, Any]:
    """What the row says now."""
    return {name: as_json(getattr(row, name)) for name in FIELDS}


def differing(row: object, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the new values that the row does not have yet."""
    return {name: value for name, value in fields.items() if getattr(row, name) != value}


def as_json(value: object) -> Any:
    """A day as its text, anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value

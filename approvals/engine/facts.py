"""Facts as JSON keeps them: what JSON has no word for is written under a sign; pure."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

DAY, MOMENT, NUMBER = "$day", "$moment", "$number"
PLAIN = frozenset({str, int, bool, type(None)})
"""Most facts are of these, and JSON keeps them as they are."""


def packed(facts: Mapping[str, object]) -> dict[str, Any]:
    """The facts as JSON."""
    return {name: value if type(value) in PLAIN else _packed(value) for name, value in facts.items()}


def unpacked(written: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that were packed."""
    return {name: value if type(value) in PLAIN else _unpacked(value) for name, value in written.items()}


def _packed(value: object) -> Any:
    match value:
        case datetime():
            return {MOMENT: value.isoformat()}
        case date():
            return {DAY: value.isoformat()}
        case Decimal():
            return {NUMBER: str(value)}
        case list() | tuple():
            return [_packed(member) for member in value]
        case _:
            return value


def _unpacked(value: Any) -> Any:
    match value:
        case {"$moment": written}:
            return datetime.fromisoformat(written)
        case {"$day": written}:
            return date.fromisoformat(written)
        case {"$number": written}:
            return Decimal(written)
        case list():
            return [_unpacked(member) for member in value]
        case _:
            return value

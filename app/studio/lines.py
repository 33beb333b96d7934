"""Differences between two bodies as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from kernel.datafiles.writing import written
from kernel.differences import MISSING, Difference


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One change: where, from what, to what."""

    path: str
    tone: str
    before: str
    after: str


def difference_lines(found: Iterable[Difference]) -> list[DifferenceLine]:
    """The differences as an admin reads them."""
    return [DifferenceLine(one.path or "·", _tone(one), _said(one.before), _said(one.after)) for one in found]


def _tone(one: Difference) -> str:
    if one.before is MISSING:
        return "add"
    return "del" if one.after is MISSING else "mod"


def _said(value: object) -> str:
    return "" if value is MISSING else written(value).rstrip()

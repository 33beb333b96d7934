"""The regions of the whole country (GB/T 2260), from `data/country.csv`: brought all at once, never twice."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from addons.parties.models import Region
from addons.parties.words import RegionLevel
from kernel.datafiles.table import Row, read_table

FILE = Path(__file__).parent / "data" / "country.csv"
ENDINGS = {"0000": RegionLevel.PROVINCE, "00": RegionLevel.CITY}
"""How the codes of provinces and prefectures end; all others are counties and what stands beside them."""


def bring(session: Session) -> int:
    """Every region of the file is there; those on record stay as the office keeps them. How many are new."""
    ids = _ids(session)
    missing = [row for row in _rows() if row.id not in ids]
    for level in RegionLevel:
        rows = [row for row in missing if level_of(row.id) == level]
        if rows:
            session.execute(insert(cast(Table, Region.__table__)), list(_values(rows, ids)))
            ids = _ids(session)
    return len(missing)


def level_of(code: str) -> RegionLevel:
    """What the six digits say of the region."""
    return next((level for ending, level in ENDINGS.items() if code.endswith(ending)), RegionLevel.COUNTY)


def is_known(code: str) -> bool:
    """Whether the file has the region, today's or an abolished one."""
    return code in _codes()


def has_below(code: str) -> bool:
    """Whether the file has a region in this one that still stands."""
    return any(not _codes()[below]["valid_to"] for below in _below().get(code, ()))


def codes_in(code: str) -> Iterator[str]:
    """The region and those in it that still stand, each before those in it."""
    yield code
    for below in _below().get(code, ()):
        if not _codes()[below]["valid_to"]:
            yield from codes_in(below)


def name_of(code: str) -> str:
    """What the region is called; the code itself when the file does not have it."""
    return _codes()[code]["name"] if code in _codes() else code


def names_of(code: str) -> list[str]:
    """The names from the province down to the region; none when the file does not have it."""
    names: list[str] = []
    while code in _codes():
        names.insert(0, _codes()[code]["name"])
        code = _codes()[code]["parent"]
    return names


def abolished_on(code: str) -> date | None:
    """The last day of a region that the file knows to be gone."""
    return _day(_codes()[code]["valid_to"]) if code in _codes() else None


def _values(rows: Iterable[Row], ids: dict[str, int]) -> Iterable[dict[str, object]]:
    for row in rows:
        cells = row.values
        yield {
            "code": row.id,
            "name": cells["name"],
            "name_en": "",
            "level": level_of(row.id),
            "parent_id": ids.get(cells["parent"]),
            "valid_from": _day(cells["valid_from"]),
            "valid_to": _day(cells["valid_to"]),
        }


def _ids(session: Session) -> dict[str, int]:
    return dict(session.execute(select(Region.code, Region.id)).all())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _rows() -> tuple[Row, ...]:
    return read_table(FILE).rows


@cache
def _codes() -> dict[str, dict[str, str]]:
    return {row.id: row.values for row in _rows()}


@cache
def _below() -> dict[str, list[str]]:
    below: dict[str, list[str]] = {}
    for row in _rows():
        below.setdefault(row.values["parent"], []).append(row.id)
    return below

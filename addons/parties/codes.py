"""The nation's codes of posts and trades, from `data/posts.csv` and `data/trades.csv`; pure data, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kernel.datafiles.table import read_table
from kernel.text import Text

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Code:
    """One code with what it stands for, and the categories of certificates that it goes with."""

    value: str
    title: Text
    categories: frozenset[str] = frozenset()


@cache
def posts() -> Mapping[str, Code]:
    """The posts of safety personnel, by code."""
    return _read("posts.csv")


@cache
def trades() -> Mapping[str, Code]:
    """The trades of special operations, by code."""
    return _read("trades.csv")


def _read(file: str) -> Mapping[str, Code]:
    return {
        row.id: Code(
            row.id,
            Text(row.values["name"], row.values["name_en"]),
            frozenset(row.values.get("categories", "").split()),
        )
        for row in read_table(FOLDER / file).rows
    }

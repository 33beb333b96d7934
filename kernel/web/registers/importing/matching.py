"""Which column of a sheet is which field of a form; pure."""

import re
from collections.abc import Iterable, Mapping, Sequence

AROUND = re.compile(r"[*＊:：（(].*|\s+", re.DOTALL)


def matched(headings: Sequence[str], fields: Iterable[tuple[str, Sequence[str]]]) -> dict[str, int]:
    """The place of the column of each field whose name or title heads one; every column is taken once."""
    known = {_plain(words): place for place, words in reversed(list(enumerate(headings))) if _plain(words)}
    found: dict[str, int] = {}
    for name, titles in fields:
        places = [known[_plain(words)] for words in (name, *titles) if _plain(words) in known]
        free = [place for place in places if place not in found.values()]
        if free:
            found[name] = min(free)
    return found


def chosen(given: Mapping[str, str], names: Iterable[str], width: int) -> dict[str, int]:
    """The places that somebody chose for the fields; what is no place of a column leaves the field out."""
    found = {}
    for name in names:
        words = given.get(name, "")
        if words.isascii() and words.isdecimal() and len(words) < 5 and int(words) < width:
            found[name] = int(words)
    return found


def twice(columns: Mapping[str, int]) -> list[str]:
    """The fields that share their column with another."""
    places = list(columns.values())
    return [name for name, place in columns.items() if places.count(place) > 1]


def _plain(words: str) -> str:
    """A heading without what people put around it: 证件号码*, 证件号码（必填）, Document number:"""
    return AROUND.sub("", words.strip()).lower()

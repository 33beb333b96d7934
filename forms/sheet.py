"""How a type of fields describes its properties to the form designer; pure."""

from dataclasses import dataclass
from enum import StrEnum

from kernel.text import Text


class Entry(StrEnum):
    """How a property is set."""

    WHOLE = "whole"
    TEXT = "text"
    DAY = "day"
    WORD = "word"
    WORDS = "words"
    LIST = "list"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a type, under the key that a definition gives it."""

    key: str
    title: Text
    entry: Entry
    words: tuple[str, ...] = ()
    default: str | int | bool | None = None

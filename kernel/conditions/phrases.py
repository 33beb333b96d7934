"""The words of which conditions are made, in both languages; pure."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import NamedTuple, Self


class Phrase(NamedTuple):
    """A piece of a sentence in both languages."""

    zh: str
    en: str

    @classmethod
    def joined(cls, parts: Sequence["Phrase"], zh: str, en: str) -> Self:
        """Several pieces in a row."""
        return cls(zh.join(part.zh for part in parts), en.join(part.en for part in parts))

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Placed:
    """A function that reads as a claim, and its opposite."""

    count: int
    zh: str
    en: str
    not_zh: str
    not_en: str


EQUAL = frozenset({ast.Eq, ast.NotEq})
COMPARED: Mapping[type[ast.cmpop], tuple[tuple[str, str], tuple[str, str]]] = {
    ast.Gt: (("{}大于{}", "{} is more than {}"), ("{}晚于{}", "{} is after {}")),
    ast.GtE: (("{}不小于{}", "{} is at least {}"), ("{}不早于{}", "{} is not before {}")),
    ast.Lt: (("{}小于{}", "{} is less than {}"), ("{}早于{}", "{} is before {}")),
    ast.LtE: (("{}不大于{}", "{} is at most {}"), ("{}不晚于{}", "{} is not after {}")),
    ast.In: (("{1}里有{0}", "{1} has {0}"), ("{}是{}之一", "{} is one of {}")),
    ast.NotIn: (("{1}里没有{0}", "{1} does not have {0}"), ("{}不是{}之一", "{} is none of {}")),
}
"""Of each sign the words for numbers and for days; of membership those for an answer and for a list written out."""

PLACED: Mapping[str, Placed] = {
    "is_empty": Placed(1, "{}没有填", "{} is empty", "{}已填", "{} is filled in"),
    "contains": Placed(2, "{}含有{}", "{} contains {}", "{}不含{}", "{} does not contain {}"),
    "starts_with": Placed(2, "{}以{}开头", "{} begins with {}", "{}不以{}开头", "{} does not begin with {}"),
    "ends_with": Placed(2, "{}以{}结尾", "{} ends with {}", "{}不以{}结尾", "{} does not end with {}"),
    "any": Placed(1, "{}中有一项成立", "one of {} holds", "{}中没有一项成立", "none of {} holds"),
    "all": Placed(1, "{}每项都成立", "all of {} hold", "{}不是每项都成立", "not all of {} hold"),
}

CALLS: Mapping[tuple[str, int], tuple[str, str]] = {
    ("len", 1): ("{}的个数", "the count of {}"),
    ("count", 1): ("{}中已填的个数", "how many of {} are filled in"),
    ("count", 2): ("{}中{}的个数", "how many of {} are {}"),
    ("sum", 1): ("{}之和", "the sum of {}"),
    ("min", 1): ("{}中最小的", "the least of {}"),
    ("max", 1): ("{}中最大的", "the greatest of {}"),
    ("min", 2): ("{}与{}中较小的", "the lesser of {} and {}"),
    ("max", 2): ("{}与{}中较大的", "the greater of {} and {}"),
    ("round", 1): ("{}四舍五入到整数", "{} rounded"),
    ("round", 2): ("{}四舍五入到{}位小数", "{} rounded to {} decimals"),
    ("abs", 1): ("{}的绝对值", "the size of {}"),
    ("days_between", 2): ("{}到{}的天数", "the days from {} to {}"),
    ("add_days", 2): ("{}加{}天", "{} plus {} days"),
    ("add_months", 2): ("{}加{}个月", "{} plus {} months"),
    ("add_years", 2): ("{}加{}年", "{} plus {} years"),
    ("year", 1): ("{}的年份", "the year of {}"),
    ("month", 1): ("{}的月份", "the month of {}"),
    ("day", 1): ("{}的日", "the day of the month of {}"),
    ("age", 2): ("从{}到{}的周岁", "the age from {} on {}"),
    ("coalesce", 2): ("{}，没有时用{}", "{}, or {} where there is none"),
    ("text", 1): ("{}", "{}"),
    ("number", 1): ("{}", "{}"),
    ("date", 1): ("{}", "{}"),
    ("strip", 1): ("{}", "{}"),
    ("birth_date_of", 1): ("{}中的出生日期", "the birth date in {}"),
    ("sex_of", 1): ("{}中的性别", "the sex in {}"),
}
"""By name and number of arguments."""


def said(zh: str, en: str, *parts: Phrase) -> Phrase:
    """The pieces in their places; between Chinese and digits or Latin stands a blank."""
    return Phrase(_filled(zh, [part.zh for part in parts]), en.format(*(part.en for part in parts)))


def _filled(pattern: str, parts: Sequence[str]) -> str:
    """As `format`, with the blanks that Chinese wants around what is not Chinese."""
    drawn = ""
    for number, (literal, place, _, _) in enumerate(Formatter().parse(pattern)):
        for piece in (literal, "" if place is None else parts[int(place or number)]):
            gap = " " if drawn and piece and _apart(drawn[-1], piece[0]) else ""
            drawn += gap + piece
    return drawn


def _apart(left: str, right: str) -> bool:
    return (_han(left) and _latin(right)) or (_latin(left) and _han(right))


def _han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()

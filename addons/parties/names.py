"""Names of people: their normal form, their parts for searching, and how they are masked; pure."""

import re
import unicodedata
from itertools import pairwise

from kernel.errors import Invalid
from kernel.text import Text

DOT = "·"
DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65]")  # the signs people type for the middle dot
SPACES = re.compile(r"\s+")
AROUND_DOT = re.compile(rf"\s*{DOT}\s*")
LEAST, MOST = 2, 50
PUNCTUATION = frozenset(" -'’.")
"""Beside letters and the middle dot, in Latin names only."""

HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class PersonNameError(Invalid):
    """What was given is no name of a person."""

    code = "name"


def person_name(typed: str) -> str:
    """The name composed (NFC), with · as its only middle dot and single blanks, none of them among Han."""
    name = unicodedata.normalize("NFC", AROUND_DOT.sub(DOT, DOTS.sub(DOT, typed))).strip()
    name = SPACES.sub("" if HAN.search(name) else " ", name)
    if not LEAST <= len(name) <= MOST:
        raise _no_name(Text("姓名应为 2 至 50 个字。", "A name has 2 to 50 characters."))
    if name.startswith(DOT) or name.endswith(DOT) or DOT * 2 in name:
        raise _no_name(Text("姓名中的间隔号位置不对。", "The middle dot stands in a wrong place."))
    latin = not HAN.search(name)
    wrong = next((sign for sign in name if not _belongs(sign, latin=latin)), "")
    if wrong or not _is_letter(name[0]):
        raise _no_name(Text("姓名中有不能用的符号。", "The name has a sign that cannot be used."))
    return name


def parts(name: str) -> frozenset[str]:
    """Every two neighbouring letters, small: what a search for two characters finds."""
    letters = [sign for sign in name.casefold() if sign.isalnum()]
    return frozenset(map("".join, pairwise(letters)))


def _belongs(sign: str, *, latin: bool) -> bool:
    return (
        _is_letter(sign)
        or sign == DOT
        or (latin and (sign in PUNCTUATION or bool(unicodedata.combining(sign))))
    )


def _is_letter(sign: str) -> bool:
    # Python's tables are older than the youngest Han characters
    return HAN.match(sign) is not None or unicodedata.category(sign).startswith("L")


def _no_name(what: Text) -> PersonNameError:
    return PersonNameError(
        what,
        remedy=Text(
            "请按证件填写；少数民族姓名用“·”间隔。", "Write it as on the document, with · between parts."
        ),
        place="name",
    )

"""Initials of Chinese names, so that 张小山 is found by zxs; pure but for the tables of pypinyin."""

import os
from functools import lru_cache
from itertools import pairwise, product

from addons.parties.names import HAN, parts

KEPT = 8_192


def findable(name: str) -> frozenset[str]:
    """What a name is found by: its neighbouring letters, and those of its initials in every reading."""
    sounding = [letters_of(sign) for sign in name if HAN.match(sign)]
    spoken = {one + other for left, right in pairwise(sounding) for one, other in product(left, right)}
    return parts(name) | spoken


@lru_cache(maxsize=KEPT)
def letters_of(sign: str) -> frozenset[str]:
    """The first letters of every reading of the character; nothing where no reading is known."""
    # forty-five megabytes of phrases that nobody here asks for
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin

    [readings] = pypinyin.pinyin(sign, style=pypinyin.Style.FIRST_LETTER, heteronym=True)
    return frozenset(letter for letter in readings if len(letter) == 1 and "a" <= letter <= "z")

"""What an unquoted YAML word means: only true, false, null and plain whole numbers are not text."""

import re

Scalar = str | int | bool | None

INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
# Zero-width characters and those that turn the reading direction.
SHAPELESS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
# The largest whole number that JSON keeps exact in a browser.
LARGEST = 2**53 - 1
LONGEST = len(str(-LARGEST))


def value_of(word: str) -> Scalar:
    """The value; `on`, `no`, `010`, `1e3`, `0.50` and `2026-01-01` stay text."""
    if word in WORDS:
        return WORDS[word]
    # int() refuses thousands of digits; of a number too large, its first digits say enough.
    return int(word[: LONGEST + 1]) if INTEGER.fullmatch(word) else word


def has_unseen(word: str) -> bool:
    """Whether an unquoted word is not what one sees: a wide space at an end, a character without shape."""
    return word != word.strip() or SHAPELESS.search(word) is not None


def may_stand_unquoted(text: str) -> bool:
    """Whether the reader takes these characters, without quotes, for this text."""
    return value_of(text) == text and not has_unseen(text)


def is_too_large(word: str) -> bool:
    """Whether a whole number is too long to stay exact: the number of a card, not a count."""
    if INTEGER.fullmatch(word) is None:
        return False
    return len(word) > LONGEST or abs(int(word)) > LARGEST

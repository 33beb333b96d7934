"""Regular expressions that other people write: matched in time that grows with the text alone, whatever they say."""

from collections.abc import Callable
from functools import lru_cache

import re2

from kernel.text import Text

LONGEST = 500
"""Characters of a pattern."""
MEMORY = 2 * 1024 * 1024
"""Bytes that one compiled pattern may take."""

Matcher = Callable[[str], bool]
TOO_LONG = Text(f"表达式超过 {LONGEST} 个字符。", f"The pattern has more than {LONGEST} characters.")


def pattern_fault(pattern: str) -> Text | None:
    """What is wrong with the pattern; None when it can be used."""
    if len(pattern) > LONGEST:
        return TOO_LONG
    try:
        matcher_of(pattern)
    except re2.error as error:
        told = _told(error)
        return Text(
            f"这不是可用的正则表达式（{told}）。", f"This is not a usable regular expression ({told})."
        )
    return None


@lru_cache(maxsize=512)
def matcher_of(pattern: str) -> Matcher:
    """Whether a whole text has the pattern; neither look-around nor references back are known."""
    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    compiled = re2.compile(pattern, options)
    return lambda text: compiled.fullmatch(text) is not None


def _told(error: Exception) -> str:
    said = error.args[0] if error.args else error
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)

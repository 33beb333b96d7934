"""The Chinese fonts of the machine, without which a PDF would show boxes."""

from functools import cache

import typst

SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif CJK JP")
ANY = ("Noto Sans CJK SC", "Source Han Sans SC", *SERIF)
INSTALL = "apt-get install fonts-noto-cjk"


def serif() -> str | None:
    """The font of e-certificates, if the machine has it."""
    return _first(SERIF)


def chinese() -> str | None:
    """A font in which forms can be drawn, if the machine has one."""
    return _first(ANY)


@cache
def _first(wanted: tuple[str, ...]) -> str | None:
    known = set(typst.Fonts().families())
    return next((name for name in wanted if name in known), None)

"""A sentence in the two languages the product speaks."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Chinese first, English beside it; `str` gives the Chinese."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def of(self, locale: str) -> str:
        """The sentence for a locale such as `zh`, `zh_Hans_CN` or `en`."""
        return self.en if locale.startswith("en") else self.zh


def listed(names: Iterable[str], *, none: Text = Text("无", "none")) -> Text:
    """Names in a row, as each language separates them."""
    found = list(names)
    return Text("、".join(found), ", ".join(found)) if found else none

"""How a definition is called, in both languages."""

from collections.abc import Mapping

from kernel.text import Text


def title_in(name: str, title: object) -> Text:
    """The `title` of a body as a text; its name where it has none."""
    if isinstance(title, Mapping):
        zh, en = title.get("zh"), title.get("en")
        known = [one for one in (zh, en) if isinstance(one, str)]
        if known:
            return Text(zh if isinstance(zh, str) else known[0], en if isinstance(en, str) else known[0])
    return Text(title, title) if isinstance(title, str) else Text(name, name)

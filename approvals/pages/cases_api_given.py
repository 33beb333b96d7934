"""What the JSON interface of cases was sent, read strictly: what it does not know it refuses, and says what it does."""

from collections.abc import Mapping
from typing import Any

from kernel.errors import Invalid
from kernel.text import Text
from kernel.web.exchanged import object_sent
from kernel.web.inputs import LARGEST

Given = Mapping[str, Any]


def object_of(known: tuple[str, ...]) -> Given:
    """The object that was sent; a refusal when it names what is not known."""
    given = object_sent()
    for name in given:
        if name not in known:
            raise wrong(name[:64], *usable("、".join(known), ", ".join(known)))
    return given


def seen_in(given: Given) -> int:
    """The revision that was looked at."""
    seen = given.get("seen")
    if isinstance(seen, bool) or not isinstance(seen, int) or not 0 <= seen <= LARGEST:
        raise wrong("seen", *usable("办件现在的 seen", "the `seen` that the case came with"))
    return seen


def text_in(given: Given, name: str, within: str = "") -> str:
    """The text under the name, empty when there is none."""
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong(f"{within}.{name}".lstrip(".")[:64], *usable("文字", "text"))
    return value


def texts_in(given: Given, name: str) -> list[str]:
    """The texts under the name, without empty ones."""
    value = given.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise wrong(name[:64], *usable("文字的列表", "a list of texts"))
    return [one for one in value if one]


def usable(zh: str, en: str) -> tuple[Text, Text]:
    """That what was sent cannot be used, and what can."""
    return Text("送来的内容不能用。", "What was sent cannot be used."), Text(
        f"此处可用：{zh}。", f"Usable here: {en}."
    )


def wrong(place: str, what: Text, remedy: Text) -> Invalid:
    """The refusal of what was sent at this place."""
    return Invalid(what, remedy=remedy, place=place)

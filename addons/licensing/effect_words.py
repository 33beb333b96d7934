"""What an effect would change, in words: a thing before and after, or what comes about; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from addons.certificates.words import STATES, State
from kernel.effects import Preview
from kernel.text import Text

CHANGED = MappingProxyType(
    {
        "valid_to": Text("有效期至", "valid until"),
        "edition": Text("电子证照版次", "edition of the e-certificate"),
        "state": Text("证书状态", "state"),
        "appointment": Text("职务", "post"),
        "enterprise_id": Text("受聘企业", "employer"),
    }
)
"""What people are shown of a row, in this order; the rest of it is of no use to them."""
EMPLOYER, POST = "enterprise_id", "appointment"
QUIET = frozenset({"edition"})
"""Shown only where nothing else changes."""


@dataclass(frozen=True, slots=True)
class Names:
    """What enterprises are called by their ids, and posts by their codes."""

    employers: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    posts: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))


NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing before and after."""

    title: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an effect would do: things that change, or something that comes about."""

    title: Text
    changes: tuple[Changed, ...]
    made: Text | None


def employers_in(previews: Iterable[Preview]) -> frozenset[int]:
    """The enterprises that the effects name, by their ids."""
    told = (side.get(EMPLOYER) for one in previews for side in (one.change.before, one.change.after) if side)
    return frozenset(number for number in told if isinstance(number, int))


def foreseen(preview: Preview, title: Text, names: Names = NO_NAMES) -> Foreseen:
    """The effect in words; one that changes nothing known goes by its title and what it names.

    A change of employer is not told without the names of enterprises.
    """
    before, after = preview.change.before or {}, preview.change.after or {}
    changes = tuple(
        Changed(words, _called(key, before.get(key), names), _called(key, after[key], names))
        for key, words in CHANGED.items()
        if key in after and before.get(key) != after[key] and before and (key != EMPLOYER or names.employers)
    )
    loud = tuple(one for one in changes if one.title not in {CHANGED[key] for key in QUIET})
    return Foreseen(title, loud or changes, _named(after) if not changes else None)


def _called(key: str, value: object, names: Names) -> Text:
    if key == "state" and value in set(State):
        return STATES[State(str(value))]
    if key == POST and isinstance(value, str) and value in names.posts:
        return names.posts[value]
    named = names.employers.get(value) if key == EMPLOYER and isinstance(value, int) else None
    said = named or ("—" if value is None else str(value))
    return Text(said, said)


def _named(after: Mapping[str, Any]) -> Text | None:
    """What comes about, as the effect itself calls it."""
    match after.get("title"):
        case {"zh": str(zh), "en": str(en)}:
            return Text(zh, en)
        case str(title):
            return Text(title, title)
    return None

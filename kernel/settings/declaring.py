"""What a setting is: its title, what may be written into it, and what holds until somebody does."""

import re
from dataclasses import dataclass
from typing import Any

from kernel.errors import Invalid
from kernel.registry import Registry
from kernel.seams import SETTING
from kernel.text import Text

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within limits."""

    least: int
    most: int
    unit: Text = NOTHING

    def read(self, text: str) -> int:
        """The number that was typed."""
        typed = text.strip()
        if typed.isascii() and typed.isdigit() and len(typed) <= 9 and self.takes(int(typed)):
            return int(typed)
        raise _unfit(
            typed,
            Text(
                f"请填写 {self.least} 到 {self.most} 之间的整数。",
                f"Write a whole number from {self.least} to {self.most}.",
            ),
        )

    def takes(self, value: Any) -> bool:
        """Whether the value can stand."""
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, such as a name or a telephone number."""

    longest: int
    may_be_empty: bool = True

    def read(self, text: str) -> str:
        """The line that was typed, without spaces around it."""
        typed = text.strip()
        if self.takes(typed):
            return typed
        least = 0 if self.may_be_empty else 1
        raise _unfit(
            typed,
            Text(
                f"请填写 {least} 到 {self.longest} 个字符，写在一行里。",
                f"Write {least} to {self.longest} characters on one line.",
            ),
        )

    def takes(self, value: Any) -> bool:
        """Whether the value can stand."""
        if not isinstance(value, str) or CONTROL.search(value):
            return False
        return len(value) <= self.longest and (self.may_be_empty or bool(value))


@dataclass(frozen=True, slots=True)
class Claim:
    """Yes or no."""

    def read(self, text: str) -> bool:
        """Whether it was ticked."""
        if text not in {"", "yes", "no"}:
            raise _unfit(text, Text("请选择是或否。", "Choose yes or no."))
        return text == "yes"

    def takes(self, value: Any) -> bool:
        """Whether the value can stand."""
        return isinstance(value, bool)


Kind = Whole | Line | Claim


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; where it is declared, its name is unique."""

    title: Text
    kind: Kind
    default: Any
    group: Text
    about: Text = NOTHING
    order: int = 100


def declared(registry: Registry) -> dict[str, Setting]:
    """Every setting by its name, in the order in which they are shown."""
    found = {entry.name: entry.thing() for entry in registry.entries(SETTING)}
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def _unfit(typed: str, remedy: Text) -> Invalid:
    return Invalid(Text(f"不能写“{typed[:40]}”。", f"It cannot be “{typed[:40]}”."), remedy=remedy)

"""A document of a YAML file: its value, and the line of every part of it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from kernel.datafiles.scalars import Scalar

Value: TypeAlias = "dict[str, Value] | list[Value] | Scalar"
KeyPath = tuple[str | int, ...]

# The paths of kernel.nodes: keys, [names], [#numbers], quoted where they hold path signs.
QUOTED = r'"(?:[^"\\]|\\.)*"'
STEP = re.compile(rf"\[({QUOTED}|[^\]]*)\]|({QUOTED}|[^.\[\]]+)")
DIGITS = re.compile(r"[0-9]{1,6}")
NUMBER = re.compile(r"#([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Document:
    """A value, the file and line where it begins, and the lines of its keys and items by their path."""

    body: Value
    file: str
    line: int
    lines: Mapping[KeyPath, int] = field(default_factory=dict, hash=False)

    @property
    def place(self) -> str:
        """Such as `alpha/forms/renewal.yaml:1`."""
        return f"{self.file}:{self.line}"


def line_of(document: Document, path: str | KeyPath) -> int:
    """The line of a part such as `sections[0].fields[phone].type`, or of its nearest parent that is there."""
    steps: Sequence[str | int] = _steps(path) if isinstance(path, str) else path
    value = document.body
    known: KeyPath = ()
    for step in steps:
        entered = _entered(value, step)
        if entered is None:
            break
        here, value = entered
        known = (*known, here)
    return document.lines.get(known, document.line)


def place_of(document: Document, path: str | KeyPath) -> str:
    """The same as file:line."""
    return f"{document.file}:{line_of(document, path)}"


def _steps(path: str) -> list[str | int]:
    return [_step(inside or plain) for inside, plain in STEP.findall(path)]


def _step(written: str) -> str | int:
    number = NUMBER.fullmatch(written)
    if number is not None:
        return int(number[1])
    if not written.startswith('"'):
        return written
    try:
        return str(json.loads(written))
    except ValueError:
        return written


def _entered(value: Value, step: str | int) -> tuple[str | int, Value] | None:
    """The key or position a step means, and what is there; a node of a list may be called by its name."""
    if isinstance(value, dict):
        key = str(step)
        return (key, value[key]) if key in value else None
    if not isinstance(value, list):
        return None
    named = (at for at, item in enumerate(value) if isinstance(item, dict) and item.get("name") == step)
    position = next(named, None)
    if position is None and DIGITS.fullmatch(str(step)):
        position = int(step)
    if position is None or position >= len(value):
        return None
    return position, value[position]

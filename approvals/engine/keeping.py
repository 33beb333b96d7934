"""How states and entries are kept as JSON, and read again in whatever form they were kept; pure."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from approvals.engine.openings import Due, Opening, Resumption
from kernel.jsontext import jsonvalue

T = TypeVar("T", bound=Struct)
FIRST = 4
"""So many parts of an opening were kept in order, and the others by their names."""
_WRITE = msgspec.json.Encoder(order="deterministic").encode


def written(value: Struct) -> str:
    """The value as JSON."""
    return _WRITE(value).decode()


def reader(kind: type[T], of_today: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Callable[[str], T]:
    """Reads what was written of the kind; in its form of before, if it is not in that of today."""
    decode = msgspec.json.Decoder(kind).decode

    def read(text: str) -> T:
        try:
            return decode(text)
        except msgspec.ValidationError:
            return msgspec.convert(of_today(jsonvalue(text)), kind)

    return read


def state_of_today(kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """A state whose openings and clocks were kept as lists."""
    state = {**kept, "open": [_opening(one) for one in kept["open"]], "due": _due(kept["due"])}
    if "undo" in kept:
        step, before = kept["undo"]
        state["undo"] = [step, state_of_today(before)]
    return state


def entry_of_today(kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """An entry whose clocks were kept as lists."""
    return {**kept, "dues": {name: _due(due) for name, due in kept.get("dues", {}).items()}}


def _opening(kept: list[Any]) -> dict[str, Any]:
    opening = dict(zip(Opening.__struct_fields__, kept[:FIRST], strict=False))
    for more in kept[FIRST:]:
        opening |= more
    return opening | {"due": _due(opening["due"]), "run": _run(opening.get("run"))}


def _due(kept: list[Any] | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    due = dict(zip(Due.__struct_fields__, kept, strict=False))
    return due | {"run": _run(due.get("run"))}


def _run(kept: list[Any] | None) -> dict[str, Any] | None:
    return None if kept is None else dict(zip(Resumption.__struct_fields__, kept, strict=True))

"""What a definition names of others: each has to be there, and of the right kind, before it is published; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol, runtime_checkable

from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Reference:
    """One name of another definition, where it stands, and of which kind it has to be."""

    path: str
    kind: str
    name: str


@runtime_checkable
class Referring(Protocol):
    """A kind whose definitions name others."""

    @staticmethod
    def references(body: Mapping[str, Any], registry: Registry) -> Sequence[Reference]:
        """Every definition that the body names."""
        ...


def absent(
    found: Sequence[Reference], known: Mapping[str, str], titles: Mapping[str, Text]
) -> Sequence[Problem]:
    """The problem of each reference that leads nowhere; `known` are the kinds of the definitions there are."""
    return [_problem(one, known, titles) for one in found if known.get(one.name) != one.kind]


def _problem(one: Reference, known: Mapping[str, str], titles: Mapping[str, Text]) -> Problem:
    title = titles.get(one.kind, Text(one.kind, one.kind))
    there = sorted(name for name, kind in known.items() if kind == one.kind)
    near = get_close_matches(one.name, there, n=3) or there[:3]
    offered = (
        Text(f"可用：{'、'.join(near)}；或先建好它。", f"There is: {', '.join(near)}; or make it first.")
        if near
        else Text("请先建好它，或不再引用。", "Make it first, or name it no more.")
    )
    return Problem(
        one.path, Text(f"没有{title.zh}“{one.name}”。", f"There is no {title.en} “{one.name}”."), offered
    )

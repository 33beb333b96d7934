"""A node under another name: what refers to it follows; pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.designs.naming import free_name
from kernel.errors import ExpressionError
from kernel.expressions.tokens import Sort, tokens
from kernel.nodes import Body, name_of, spots_in


@dataclass(frozen=True, slots=True)
class References:
    """The keys under which a definition refers to its nodes: in rules, and by the bare name."""

    rules: frozenset[str]
    names: frozenset[str] = frozenset()


def rename_references(value: Any, names: Mapping[str, str], references: References) -> None:
    """Everything below refers to the new names; changes the value in place."""
    if isinstance(value, list):
        for item in value:
            rename_references(item, names, references)
    if not isinstance(value, dict):
        return
    for key, held in value.items():
        if isinstance(held, str) and key in references.rules:
            value[key] = renamed_rule(held, names)
        elif isinstance(held, str) and key in references.names:
            value[key] = names.get(held, held)
        else:
            rename_references(held, names, references)


def renamed_rule(source: str, names: Mapping[str, str]) -> str:
    """The rule with the new names in it; one that cannot be read stays as it is."""
    try:
        words = tokens(source)
    except ExpressionError:
        return source
    parts, at = [], 0
    for number, word in enumerate(words):
        called = number + 1 < len(words) and words[number + 1].word == "("
        if word.sort is Sort.NAME and word.word in names and not called:
            parts += [source[at : word.spot.start], names[word.word]]
            at = word.spot.end
    return "".join((*parts, source[at:]))


def named_anew(node: Body, taken: Collection[str], references: References) -> dict[str, str]:
    """Node and nodes below have names that nobody has yet, and refer to each other by them: the new by the old ones."""
    known = set(taken)
    names: dict[str, str] = {}
    for spot in list(spots_in({"node": node})):
        old = name_of(spot.node)
        if old is not None and old in known:
            names[old] = spot.node["name"] = free_name(old, known)
        known.add(spot.node["name"])
    if names:
        rename_references(node, names, references)
    return names

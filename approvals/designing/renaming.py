"""Steps under other names: exits, those kept apart, and rules that read a choice follow; pure."""

from collections.abc import Collection, Mapping
from typing import Any

from kernel.designs.renaming import References, named_anew, renamed_rule
from kernel.nodes import Body

RULES = frozenset({"when", "until", "among"})
CHOSEN = "chosen_"
"""Before the name of a step, what was chosen there, as rules read it."""


def follow(value: Any, names: Mapping[str, str]) -> None:
    """Everything below refers to the new names; changes the value in place."""
    if isinstance(value, list):
        for item in value:
            follow(item, names)
    if not isinstance(value, dict):
        return
    for key, held in value.items():
        match key, held:
            case "on", dict():
                value[key] = {way: names.get(step, step) for way, step in held.items()}
            case "apart", list():
                value[key] = [names.get(step, step) for step in held]
            case "choice", str():
                value[key] = names.get(held, held)
            case "with", dict():
                value[key] = {name: _rule(rule, names) for name, rule in held.items()}
            case _, str() if key in RULES:
                value[key] = _rule(held, names)
            case _:
                follow(held, names)


def anew(node: Body, taken: Collection[str]) -> None:
    """Node and nodes below have names that nobody has yet, and refer to each other by them; changes in place."""
    follow(node, named_anew(node, taken, References(frozenset())))


def _rule(source: Any, names: Mapping[str, str]) -> Any:
    chosen = {f"{CHOSEN}{old}": f"{CHOSEN}{new}" for old, new in names.items()}
    return renamed_rule(source, chosen) if isinstance(source, str) else source

"""The rules of a form: what they depend on, whether they run in a circle, and what they come to; pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

from kernel.errors import ExpressionError, Invalid
from kernel.expressions import Expression

FACTS = frozenset({"today"})
"""What rules may read besides the answers."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rule: it computes its field, or says whether the fields are visible."""

    names: tuple[str, ...]
    """The field, or the section before its fields."""
    rule: Expression
    computed: Callable[[Any], Any] | None = None


def ring(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The first circle, each name needing the next and the last the first; empty when there is none."""
    try:
        TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)}).prepare()
    except CycleError as error:
        # graphlib tells the circle from the needed to the needing, its first name again at the end
        circle: list[str] = error.args[1][:0:-1]
        return _from_least(circle)
    return ()


def in_turn(steps: Mapping[str, Sequence[Step]], needs: Mapping[str, Sequence[str]]) -> tuple[Step, ...]:
    """The steps of every name, those that a name needs before its own."""
    order = TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)}).static_order()
    return tuple(step for name in order for step in steps.get(name, ()))


def facts_of(
    blank: Mapping[str, Any], values: Mapping[str, Any], listed: Mapping[str, str], today: date
) -> dict[str, Any]:
    """What rules read: every name of the form, and of rows the first column."""
    facts = {**blank, **values, "today": today}
    for name, column in listed.items():
        facts[name] = [row.get(column) for row in facts[name] or ()]
    return facts


def taken(
    steps: Iterable[Step],
    facts: dict[str, Any],
    values: dict[str, Any],
    refused: Callable[[str, Invalid], object],
) -> frozenset[str]:
    """Takes the steps: computed answers are in facts and values; the names of what is hidden come back."""
    hidden: set[str] = set()
    for step in steps:
        if step.computed is None:
            if not is_true(step.rule, facts):
                hidden.update(step.names)
                facts.update(dict.fromkeys(step.names))
            continue
        [name] = step.names
        answer = None
        if name not in hidden:
            try:
                answer = step.computed(step.rule.value(facts))
            except Invalid as error:
                refused(name, error)
        facts[name] = values[name] = answer
    return frozenset(hidden)


def is_true(rule: Expression, facts: Mapping[str, Any]) -> bool:
    """Whether the rule holds; one that cannot be reckoned does not."""
    try:
        return rule.holds(facts)
    except ExpressionError:
        return False


def _from_least(circle: list[str]) -> tuple[str, ...]:
    start = circle.index(min(circle))
    return tuple(circle[start:] + circle[:start])

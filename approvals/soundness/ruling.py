"""Every rule of a chain: where it is written, at which step or branch it is read, and what it names; pure."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from approvals.chains.definition import Branch, Chain, Step, spots_of
from kernel.errors import TongbanError
from kernel.expressions import Expression
from kernel.expressions.syntax import Syntax
from kernel.nodes import name_step


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its path and source, the step or branch that reads it, and whether that is passed by then."""

    path: str
    source: str
    at: str
    passed: bool = False

    @property
    def tree(self) -> ast.expr | None:
        """What it says; nothing where it cannot be read, which is told elsewhere."""
        return tree_of(self.source)

    @property
    def names(self) -> tuple[str, ...]:
        """The facts that it reads, each once and in order."""
        return names_in(self.tree) if self.tree is not None else ()


def tree_of(source: str) -> ast.expr | None:
    """What a rule says; nothing where it cannot be read."""
    try:
        return Syntax(source).tree
    except TongbanError:
        return None


def names_in(tree: ast.expr) -> tuple[str, ...]:
    """The facts that a rule reads; the functions that it calls are none."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    named = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called)
    return tuple(sorted(set(named)))


def rules_of(chain: Chain) -> Iterator[Rule]:
    """Every rule, in the order of the document."""
    for path, thing, _ in spots_of(chain):
        match thing:
            case Branch():
                for case in thing.cases:
                    yield from _one(f"{path}.cases{name_step(case.name)}.when", case.when, thing.name)
            case Step():
                yield from _of_step(path, thing)


def _of_step(path: str, step: Step) -> Iterator[Rule]:
    yield from _one(f"{path}.until", step.until, step.name)
    yield from _one(f"{path}.among", step.among, step.name)
    if step.substitute is not None:
        yield from _one(f"{path}.substitute.when", step.substitute.when, step.name)
    for number, row in enumerate(step.effects):
        place, given = f"{path}.effects[{number}]", row.get("with")
        if isinstance(when := row.get("when"), str):
            yield Rule(f"{place}.when", when, step.name, passed=True)
        for name, source in given.items() if isinstance(given, Mapping) else ():
            if isinstance(source, str):
                yield Rule(f"{place}.with.{name}", source, step.name, passed=True)


def _one(path: str, rule: Expression | None, at: str) -> Iterator[Rule]:
    if rule is not None:
        yield Rule(path, rule.source, at)

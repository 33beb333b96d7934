"""A rule ready to be evaluated, and the one way to get it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from kernel.expressions.compiling import Compiler
from kernel.expressions.functions import Function
from kernel.expressions.library import FUNCTIONS
from kernel.expressions.limits import MAX_LIST, MAX_STEPS
from kernel.expressions.lists import refuse_costly
from kernel.expressions.logic import decided
from kernel.expressions.parts import Part
from kernel.expressions.spots import whole
from kernel.expressions.syntax import Syntax
from kernel.expressions.values import Facts, Value, handed_out


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled rule; it holds no state, so threads share it."""

    source: str
    names: frozenset[str]
    size: int
    part: Part = field(repr=False, compare=False)
    mentions: Mapping[str, int] = field(repr=False, compare=False)
    """How often each name stands in a rule that long lists could make too costly; empty in all others."""
    test: Callable[[Facts], bool] = field(repr=False, compare=False)
    """The rule as a condition."""

    def value(self, facts: Facts) -> Value:
        """What the rule yields for these facts: numbers as Decimal, lists as new lists."""
        if self.mentions:
            refuse_costly(facts, self.size, self.mentions, whole(self.source))
        result: Value = handed_out(self.part.run(facts))
        return result

    def holds(self, facts: Facts) -> bool:
        """Whether the rule is true; empty is not, and what is neither true nor false is refused."""
        if self.mentions:
            refuse_costly(facts, self.size, self.mentions, whole(self.source))
        return self.test(facts)


def compiled(
    source: str, *, functions: Mapping[str, Function] = FUNCTIONS, names: Collection[str] | None = None
) -> Expression:
    """The rule in a source; with `names`, any other name is refused. Nothing is cached here."""
    syntax = Syntax(source)
    compiler = Compiler(syntax, functions, names)
    part = compiler.part(syntax.tree)
    may_be_costly = compiler.walks_lists and syntax.size + compiler.mentions.total() * MAX_LIST > MAX_STEPS
    mentions = dict(compiler.mentions) if may_be_costly else {}
    return Expression(source, frozenset(compiler.mentions), syntax.size, part, mentions, decided(part))

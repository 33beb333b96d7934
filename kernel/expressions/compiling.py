"""From the syntax tree to closures: each construct of the language is a case, all others are refused."""

import ast
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from kernel.errors import ExpressionError
from kernel.expressions import arithmetic, comparing, lists, logic
from kernel.expressions.calls import called
from kernel.expressions.functions import Function
from kernel.expressions.naming import unknown_function, unknown_name
from kernel.expressions.parts import Part, constant
from kernel.expressions.spots import Spot
from kernel.expressions.syntax import Syntax
from kernel.expressions.values import EXACT, PLAIN, Facts, Kind, accepted
from kernel.text import Text


class Compiler:
    """Turns the nodes of one source into parts, and counts how often each name is mentioned."""

    def __init__(
        self, syntax: Syntax, functions: Mapping[str, Function], names: Collection[str] | None
    ) -> None:
        self.syntax = syntax
        self.functions = functions
        self.known = names
        self.mentions: Counter[str] = Counter()
        self.walks_lists = False

    def part(self, node: ast.expr) -> Part:
        """The part of a node."""
        spot = self.syntax.spot(node)
        match node:
            case ast.Constant(value=value):
                return constant(self._literal(value, spot), spot)
            case ast.Name(id=name):
                return self._name(name, spot)
            case ast.List(elts=members):
                return lists.listed([self.part(member) for member in members], spot)
            case ast.BoolOp(op=ast.And(), values=values):
                return logic.every([self.part(value) for value in values], spot)
            case ast.BoolOp(values=values):
                return logic.some([self.part(value) for value in values], spot)
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                return logic.chosen(self.part(test), self.part(then), self.part(otherwise), spot)
            case ast.UnaryOp(op=operator, operand=operand):
                return self._unary(operator, self.part(operand), spot)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in arithmetic.OPERATIONS:
                return arithmetic.computed(type(operator), self.part(left), self.part(right), spot)
            case ast.Compare(left=left, ops=operators, comparators=others):
                return self._comparison([type(operator) for operator in operators], [left, *others], spot)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, arguments, spot)
            case ast.Subscript(value=value, slice=index):
                self.walks_lists = True
                return lists.member(self.part(value), self.part(index), spot)
        raise _unknown_construct(node, spot)

    def _literal(self, value: Any, spot: Spot) -> Any:
        if type(value) in (int, float):
            return EXACT.create_decimal(self.syntax.words[spot.start].word)
        return value

    def _name(self, name: str, spot: Spot) -> Part:
        if self.known is not None and name not in self.known:
            raise unknown_name(name, spot, known=self.known, functions=self.functions)
        self.mentions[name] += 1
        functions = self.functions

        def run(facts: Facts) -> Any:
            try:
                value = facts[name]
            except KeyError:
                raise unknown_name(name, spot, known=facts, functions=functions) from None
            return value if value.__class__ in PLAIN else accepted(value, spot)

        return Part(run, spot)

    def _unary(self, operator: ast.unaryop, operand: Part, spot: Spot) -> Part:
        match operator:
            case ast.Not():
                return logic.opposite(operand, spot)
            case ast.USub():
                return arithmetic.negated(operand, spot)
        return arithmetic.unchanged(operand, spot)

    def _comparison(self, kinds: list[type[ast.cmpop]], nodes: list[ast.expr], spot: Spot) -> Part:
        first, *rest = [self.part(node) for node in nodes]
        others = zip(kinds, rest, strict=True)
        self.walks_lists |= any(kind not in comparing.ORDERS and not other.fixed for kind, other in others)
        if len(kinds) > 1:
            return comparing.chained(kinds, [first, *rest], spot)
        return comparing.compared(kinds[0], first, rest[0], spot)

    def _call(self, name: str, arguments: list[ast.expr], spot: Spot) -> Part:
        function = self.functions.get(name)
        if function is None:
            at = Spot(spot.source, spot.start, spot.start + len(name))
            raise unknown_function(name, at, self.functions)
        self.walks_lists |= any(Kind.LIST in parameter.kinds for parameter in function.parameters)
        return called(function, [self.part(argument) for argument in arguments], spot)


def _unknown_construct(node: ast.expr, spot: Spot) -> ExpressionError:
    match node:
        case ast.Tuple():
            remedy = Text("列表请用方括号，例如 [1, 2]。", "Lists stand in square brackets, as in [1, 2].")
        case ast.Call():
            remedy = Text(
                "只能调用登记的函数，如 len(x)。", "Only registered functions can be called, as in len(x)."
            )
        case _:
            remedy = Text("可用的写法见表达式说明。", "See the page on expressions for what can be used.")
    return spot.error(Text("规则里没有这种写法。", "The language has no such construct."), remedy)

"""From a source to Python's syntax tree, within the limits of size and depth."""

import ast
from collections.abc import Mapping

from kernel.errors import ExpressionError
from kernel.expressions.limits import MAX_DEPTH, MAX_NODES, MAX_SOURCE
from kernel.expressions.spots import Spot, whole
from kernel.expressions.tokens import Token, tokens
from kernel.text import Text


class Syntax:
    """A source that could be read: its tree, and where each node stands."""

    def __init__(self, source: str) -> None:
        _refuse_long(source)
        words = tokens(source)
        if not words:
            raise whole(source).error(
                Text("规则是空的。", "The rule is empty."), Text("请写一条规则。", "Write a rule.")
            )
        self.source = source
        self._offsets = _offsets(source)
        self.words: Mapping[int, Token] = {word.spot.start: word for word in words}
        self.tree = self._parsed()
        self.size = self._measured()

    def spot(self, node: ast.expr) -> Spot:
        """Where a node stands in the source."""
        return Spot(self.source, self._offsets[node.col_offset], self._offsets[node.end_col_offset or 0])

    def _parsed(self) -> ast.expr:
        # Brackets let a rule begin with a blank; its own are paired by now, so it cannot break out of them.
        flat = "(" + self.source.translate({9: " ", 10: " ", 13: " "}) + ")"
        try:
            return ast.parse(flat, mode="eval").body
        except SyntaxError as error:
            raise self._unreadable(error) from None
        except (RecursionError, MemoryError):
            raise self._too_deep(whole(self.source)) from None

    def _unreadable(self, error: SyntaxError) -> ExpressionError:
        # Python counts from 1 and sees one bracket more.
        before = max(
            (start for start in self.words if start <= (error.offset or 0) - 2), default=min(self.words)
        )
        spot = self.words[before].spot
        if "'else'" in error.msg:
            return spot.error(
                Text("这里的 if 没有 else。", "The `if` here has no `else`."),
                Text("请写成 甲 if 条件 else 乙。", "Write: one if condition else other."),
            )
        return spot.error(
            Text("从这里起读不懂。", "This cannot be read from here on."),
            Text(
                "请检查前后是否缺少值或运算符。", "See whether a value or an operator is missing around it."
            ),
        )

    def _measured(self) -> int:
        nodes = 0
        level: list[ast.expr] = [self.tree]
        for _ in range(MAX_DEPTH):
            nodes += len(level)
            if nodes > MAX_NODES:
                raise self._too_large()
            level = [
                part for node in level for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)
            ]
            if not level:
                return nodes
        raise self._too_deep(self.spot(level[0]))

    def _too_large(self) -> ExpressionError:
        return whole(self.source).error(
            Text(
                f"规则超过 {MAX_NODES} 个值和运算。",
                f"The rule holds more than {MAX_NODES} values and operators.",
            ),
            Text("请拆成几条规则。", "Split it into several rules."),
        )

    def _too_deep(self, spot: Spot) -> ExpressionError:
        return spot.error(
            Text(f"规则嵌套超过 {MAX_DEPTH} 层。", f"The rule nests deeper than {MAX_DEPTH} levels."),
            Text("请拆成几条规则，长的连加请用 sum(…)。", "Split it, and use sum(…) for long additions."),
        )


def _refuse_long(source: str) -> None:
    if len(source) > MAX_SOURCE:
        raise Spot(source, MAX_SOURCE, MAX_SOURCE).error(
            Text(f"规则超过 {MAX_SOURCE} 个字符。", f"The rule is longer than {MAX_SOURCE} characters."),
            Text("请拆成几条规则。", "Split it into several rules."),
        )


def _offsets(source: str) -> Mapping[int, int]:
    """Python counts UTF-8 bytes behind the bracket added in front; a reader counts characters."""
    offsets = {0: 0}
    at = 1
    for index, letter in enumerate(source):
        offsets[at] = index
        at += len(letter.encode())
    offsets[at] = offsets[at + 1] = len(source)
    return offsets

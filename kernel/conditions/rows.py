"""Conditions as rows in groups, and the rows that an expression stands for."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kernel.conditions.subjects import Sort, Subject
from kernel.errors import ExpressionError
from kernel.expressions.syntax import Syntax

SEPARATOR = "、"
LISTED = "、，,；;\n"
"""What separates the values of one row as people type them."""


class Join(StrEnum):
    """How the rows of one group are joined; the groups among each other the other way round."""

    ALL = "all"
    ANY = "any"


class Op(StrEnum):
    """What a row claims of its field."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    CONTAINS = "contains"
    LACKS = "lacks"
    STARTS = "starts_with"
    ENDS = "ends_with"
    HAS = "has"
    HAS_NOT = "has_not"
    COUNT_AT_LEAST = "count_at_least"
    COUNT_AT_MOST = "count_at_most"
    FILLED = "filled"
    EMPTY = "empty"
    SAME = "same"
    DIFFERS = "differs"
    OVER_OTHER = "over_other"
    AT_LEAST_OTHER = "at_least_other"
    UNDER_OTHER = "under_other"
    AT_MOST_OTHER = "at_most_other"


ANY_SORT = frozenset(Sort)
ORDERED = frozenset({Sort.NUMBER, Sort.DATE})
PLAIN = frozenset({Sort.TEXT, Sort.NUMBER, Sort.DATE})
FITS: Mapping[Op, frozenset[Sort]] = {
    Op.IS: PLAIN | {Sort.TRUTH},
    Op.IS_NOT: PLAIN | {Sort.TRUTH},
    **dict.fromkeys((Op.ONE_OF, Op.NONE_OF), frozenset({Sort.TEXT, Sort.NUMBER})),
    **dict.fromkeys((Op.OVER, Op.AT_LEAST, Op.UNDER, Op.AT_MOST), ORDERED),
    **dict.fromkeys((Op.CONTAINS, Op.LACKS, Op.STARTS, Op.ENDS), frozenset({Sort.TEXT})),
    **dict.fromkeys((Op.HAS, Op.HAS_NOT, Op.COUNT_AT_LEAST, Op.COUNT_AT_MOST), frozenset({Sort.LIST})),
    **dict.fromkeys((Op.FILLED, Op.EMPTY), ANY_SORT),
    **dict.fromkeys((Op.SAME, Op.DIFFERS), PLAIN | {Sort.TRUTH}),
    **dict.fromkeys((Op.OVER_OTHER, Op.AT_LEAST_OTHER, Op.UNDER_OTHER, Op.AT_MOST_OTHER), ORDERED),
}
"""Of which sorts each claim can be made."""

SIGNS: Mapping[type[ast.cmpop], tuple[Op, Op]] = {
    ast.Eq: (Op.IS, Op.SAME),
    ast.NotEq: (Op.IS_NOT, Op.DIFFERS),
    ast.Gt: (Op.OVER, Op.OVER_OTHER),
    ast.GtE: (Op.AT_LEAST, Op.AT_LEAST_OTHER),
    ast.Lt: (Op.UNDER, Op.UNDER_OTHER),
    ast.LtE: (Op.AT_MOST, Op.AT_MOST_OTHER),
}
"""Of each sign the claim about a value, and about another field."""

CALLS: Mapping[str, Op] = {"contains": Op.CONTAINS, "starts_with": Op.STARTS, "ends_with": Op.ENDS}
COUNTS: Mapping[type[ast.cmpop], Op] = {ast.GtE: Op.COUNT_AT_LEAST, ast.LtE: Op.COUNT_AT_MOST}
WITHOUT_VALUE = frozenset({Op.FILLED, Op.EMPTY})
SEVERAL = frozenset({Op.ONE_OF, Op.NONE_OF})
OTHERS = frozenset(op for _, op in SIGNS.values())


@dataclass(frozen=True, slots=True)
class Row:
    """One claim: a field, what is claimed, and the value as it is typed."""

    field: str
    op: Op
    value: str = ""


Group = tuple[Row, ...]


class Richer(Exception):
    """The expression is richer than rows."""


def rows_of(text: str, subjects: Mapping[str, Subject]) -> tuple[Join, tuple[Group, ...]] | None:
    """The rows that the expression stands for; None when it is richer than rows or cannot be read."""
    if not text.strip():
        return Join.ALL, ()
    try:
        syntax = Syntax(text)
        return _groups(syntax.tree, Rows(syntax, subjects))
    except (ExpressionError, Richer):
        return None


def _groups(tree: ast.expr, reader: "Rows") -> tuple[Join, tuple[Group, ...]]:
    outer = _joined(tree)
    if outer is None:
        return Join.ALL, ((reader.row(tree),),)
    parts = tree.values if isinstance(tree, ast.BoolOp) else [tree]
    if all(_joined(part) is None for part in parts):
        return outer, (tuple(reader.row(part) for part in parts),)
    inner = Join.ANY if outer is Join.ALL else Join.ALL
    return inner, tuple(_group(part, inner, reader) for part in parts)


def _group(part: ast.expr, join: Join, reader: "Rows") -> Group:
    match _joined(part):
        case None:
            return (reader.row(part),)
        case found if found is join and isinstance(part, ast.BoolOp):
            return tuple(reader.row(inner) for inner in part.values)
    raise Richer


def _joined(node: ast.expr) -> Join | None:
    if not isinstance(node, ast.BoolOp):
        return None
    return Join.ALL if isinstance(node.op, ast.And) else Join.ANY


class Rows:
    """Reads claims from the nodes of one expression."""

    def __init__(self, syntax: Syntax, subjects: Mapping[str, Subject]) -> None:
        self.syntax = syntax
        self.subjects = subjects

    def row(self, node: ast.expr) -> Row:
        """The claim that a node makes."""
        match node:
            case ast.Name(id=name) if self._sort(name) is Sort.TRUTH:
                return Row(name, Op.IS, "yes")
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self._opposite(inner)
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return self._compared(left, type(sign), right)
            case ast.Call(func=ast.Name(id="is_empty"), args=[ast.Name(id=name)]):
                return self._fit(Row(name, Op.EMPTY))
            case ast.Call(func=ast.Name(id=called), args=[ast.Name(id=name), words]) if called in CALLS:
                return self._fit(Row(name, CALLS[called], self._literal(words, Sort.TEXT)))
        raise Richer

    def _opposite(self, node: ast.expr) -> Row:
        match node:
            case ast.Name(id=name) if self._sort(name) is Sort.TRUTH:
                return Row(name, Op.IS_NOT, "yes")
            case ast.Call(func=ast.Name(id="is_empty"), args=[ast.Name(id=name)]):
                return self._fit(Row(name, Op.FILLED))
            case ast.Call(func=ast.Name(id="contains"), args=[ast.Name(id=name), words]):
                return self._fit(Row(name, Op.LACKS, self._literal(words, Sort.TEXT)))
        raise Richer

    def _compared(self, left: ast.expr, sign: type[ast.cmpop], right: ast.expr) -> Row:
        match left, right:
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]), _ if sign in COUNTS:
                return self._fit(Row(name, COUNTS[sign], self._literal(right, Sort.NUMBER)))
            case ast.Name(id=name), ast.List(elts=members) if sign in (ast.In, ast.NotIn):
                op = Op.ONE_OF if sign is ast.In else Op.NONE_OF
                return self._fit(Row(name, op, self._listed(members, self._sort(name))))
            case _, ast.Name(id=name) if sign in (ast.In, ast.NotIn):
                op = Op.HAS if sign is ast.In else Op.HAS_NOT
                return self._fit(Row(name, op, self._literal(left, Sort.TEXT)))
            case ast.Name(id=name), ast.Constant(value=None) if sign in (ast.Eq, ast.NotEq):
                return self._fit(Row(name, Op.EMPTY if sign is ast.Eq else Op.FILLED))
            case ast.Name(id=name), ast.Name(id=other) if sign in SIGNS:
                if self._sort(name) is self._sort(other):
                    return self._fit(Row(name, SIGNS[sign][1], other))
            case ast.Name(id=name), _ if sign in SIGNS:
                return self._fit(Row(name, SIGNS[sign][0], self._literal(right, self._sort(name))))
        raise Richer

    def _sort(self, name: str) -> Sort:
        if name not in self.subjects:
            raise Richer
        return self.subjects[name].sort

    def _fit(self, row: Row) -> Row:
        if self._sort(row.field) in FITS[row.op]:
            return row
        raise Richer

    def _listed(self, members: Sequence[ast.expr], sort: Sort) -> str:
        values = [self._literal(member, sort) for member in members]
        if not values or any(set(value) & set(LISTED) for value in values):
            raise Richer
        return SEPARATOR.join(values)

    def _literal(self, node: ast.expr, sort: Sort) -> str:
        match node, sort:
            # blanks around a value would not come back from a page
            case ast.Constant(value=str() as value), Sort.TEXT if value and value == value.strip():
                return value
            case ast.Constant(value=bool() as value), Sort.TRUTH:
                return "yes" if value else "no"
            case ast.Constant(value=int() | float() as value), Sort.NUMBER if not isinstance(value, bool):
                return self._source(node)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())), Sort.NUMBER:
                return self._source(node).replace(" ", "")
            case ast.Call(func=ast.Name(id="date"), args=[ast.Constant(value=str() as value)]), Sort.DATE:
                return value
        raise Richer

    def _source(self, node: ast.expr) -> str:
        spot = self.syntax.spot(node)
        return self.syntax.source[spot.start : spot.end]

"""Whether a rule can hold at all, and whether others hold whenever it does; pure.

A rule is read as alternatives, each a list of claims that hold together. A claim compares one name with a value
that needs no facts; whatever else a rule says is a claim of which only its wording is known. So what is said to be
impossible is impossible, and not everything impossible is found.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, localcontext
from itertools import pairwise, product
from typing import Any

from kernel.errors import TongbanError
from kernel.expressions import compiled
from kernel.expressions.comparing import ORDERS
from kernel.expressions.syntax import Syntax
from kernel.expressions.values import NUMBERS, equal

MOST = 48
"""More alternatives than this are not looked at."""
PRECISE = 100
"""Digits in which numbers between others are exact."""
DAY, LAST = date(2000, 1, 1).toordinal(), date.max.toordinal()
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    **{ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE},
    **{ast.Eq: ast.Eq, ast.NotEq: ast.NotEq},
}
SCALARS = (str, bool, int, Decimal, date, type(None))


@dataclass(frozen=True, slots=True)
class Claim:
    """A name compared with a value; without a sign, the wording of what is not looked into."""

    name: str
    sign: type[ast.cmpop] | None = None
    value: Any = None
    positive: bool = True

    def holds(self, given: Any) -> bool:
        """Whether it holds of what is given for the name; what cannot be compared does not."""
        found = _tested(self.sign, given, self.value)
        return found is not None and found is self.positive


Together = tuple[Claim, ...]
Alternatives = tuple[Together, ...]
TRUE: Alternatives = ((),)


def alternatives(source: str) -> Alternatives | None:
    """The alternatives of a rule, those left out that cannot hold; nothing where it cannot be read or has too many."""
    try:
        syntax = Syntax(source)
        found = _Reading(syntax).alternatives(syntax.tree, positive=True)
    except (TongbanError, _TooManyError):
        return None
    return tuple(one for one in found if _may_hold(one))


def covered(rule: Alternatives, others: Iterable[Alternatives]) -> bool:
    """Whether always one of the others holds, or cannot be reckoned, when the rule holds."""
    known = [one for other in others for one in other]
    return all(_is_covered(one, known) for one in rule)


class _TooManyError(Exception):
    """The rule has more alternatives than are looked at."""


class _Reading:
    """Reads one rule."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    def alternatives(self, node: ast.expr, *, positive: bool) -> list[Together]:
        """The alternatives of a condition, or of its opposite."""
        fixed, value = self._value(node)
        if fixed:
            decides = value is None or isinstance(value, bool)
            return [()] if decides and (value is True) is positive else []
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self.alternatives(inner, positive=not positive)
            case ast.BoolOp(op=op, values=values):
                ways = [self.alternatives(one, positive=positive) for one in values]
                if isinstance(op, ast.And) is positive:
                    return _all_of(ways)
                return [one for way in ways for one in way]
            case ast.Compare(left=left, ops=ops, comparators=others):
                pairs = zip([left, *others], ops, others, strict=False)
                claims = [self._compared(one, type(sign), other, positive) for one, sign, other in pairs]
                return [tuple(claims)] if positive else [(claim,) for claim in claims]
            case ast.Name(id=name):
                return [(Claim(name, ast.Eq, True, positive),)]
        return [(self._worded(node, positive),)]

    def _compared(self, left: ast.expr, sign: type[ast.cmpop], right: ast.expr, positive: bool) -> Claim:
        if not isinstance(left, ast.Name) and isinstance(right, ast.Name) and sign in FLIPPED:
            left, sign, right = right, FLIPPED[sign], left
        fixed, value = self._value(right)
        if isinstance(left, ast.Name) and fixed and _is_plain(sign, value):
            return Claim(left.id, sign, value, positive)
        whole = ast.Compare(left=left, ops=[sign()], comparators=[right])
        return self._worded(whole, positive)

    def _worded(self, node: ast.expr, positive: bool) -> Claim:
        return Claim(ast.dump(node), positive=positive)

    def _value(self, node: ast.expr) -> tuple[bool, Any]:
        """Whether it needs no facts, and then its value."""
        if any(isinstance(one, ast.Name) and not _is_called(one, node) for one in ast.walk(node)):
            return False, None
        spot = self.syntax.spot(node)
        try:
            return True, compiled(self.syntax.source[spot.start : spot.end]).value({})
        except TongbanError:
            return False, None


def _is_called(name: ast.Name, within: ast.expr) -> bool:
    return any(isinstance(one, ast.Call) and one.func is name for one in ast.walk(within))


def _is_plain(sign: type[ast.cmpop], value: Any) -> bool:
    """Whether some values tell of all others whether the comparison holds of them."""
    if sign in ORDERS:
        return isinstance(value, int | Decimal | date | None) and not isinstance(value, bool | datetime)
    members = value if isinstance(value, list) else [value]
    listed = isinstance(value, list) is (sign in (ast.In, ast.NotIn))
    return listed and all(isinstance(one, SCALARS) and not isinstance(one, datetime) for one in members)


def _tested(sign: type[ast.cmpop] | None, given: Any, value: Any) -> bool | None:
    """Whether the comparison holds; nothing where the two cannot be compared."""
    if sign in (ast.Eq, ast.NotEq):
        return equal(given, value) is (sign is ast.Eq)
    if sign in (ast.In, ast.NotIn):
        return any(equal(given, one) for one in value) is (sign is ast.In)
    if given is None or value is None:
        return False
    numbers = given.__class__ in NUMBERS and value.__class__ in NUMBERS
    if sign is None or not (numbers or (given.__class__ is value.__class__ is date)):
        return None
    return ORDERS[sign][1](given, value)


def _all_of(ways: Sequence[Sequence[Together]]) -> list[Together]:
    found: list[Together] = [()]
    for way in ways:
        found = [(*one, *other) for one, other in product(found, way)]
        if len(found) > MOST:
            raise _TooManyError
    return found


def _may_hold(claims: Together) -> bool:
    names = {claim.name for claim in claims if claim.sign is not None}
    worded = {claim for claim in claims if claim.sign is None}
    if any(_opposite(claim) in worded for claim in worded):
        return False
    return all(any(_hold_of(claims, name, given) for given in _given(name, claims)) for name in names)


def _is_covered(claims: Together, others: Sequence[Together]) -> bool:
    """Whether one of the others holds whenever all the claims do."""
    if any(all(_follows(one, claims) for one in other) for other in others):
        return True
    for name in {claim.name for claim in claims} | {one.name for other in others for one in other}:
        about = [other for other in others if all(one.name == name and one.sign for one in other)]
        told = [*claims, *(one for other in about for one in other)]
        left = [given for given in _given(name, told) if _hold_of(claims, name, given)]
        if about and all(any(_hold_of(other, name, given) for other in about) for given in left):
            return True
    return False


def _follows(one: Claim, claims: Together) -> bool:
    """Whether the one claim holds whenever all the others do."""
    if one.sign is None:
        return one in claims
    told = [given for given in _given(one.name, [one, *claims]) if _hold_of(claims, one.name, given)]
    return all(one.holds(given) for given in told)


def _hold_of(claims: Sequence[Claim], name: str, given: Any) -> bool:
    """Whether everything that the claims say of the name holds of this."""
    return all(claim.holds(given) for claim in claims if claim.name == name and claim.sign is not None)


def _given(name: str, claims: Sequence[Claim]) -> Iterator[Any]:
    """Values for the name that tell of all others: each that it is compared with, those between, others of each kind."""
    values = [
        one
        for claim in claims
        if claim.name == name and claim.sign is not None
        for one in (claim.value if isinstance(claim.value, list) else [claim.value])
    ]
    yield from (None, True, False)
    texts = {one for one in values if isinstance(one, str)}
    yield from texts
    yield "".join([*sorted(texts), "?"])
    days = {one.toordinal() for one in values if isinstance(one, date)} | {DAY}
    beside = {day + by for day in days for by in (-1, 0, 1)}
    yield from (date.fromordinal(day) for day in sorted(beside) if 0 < day <= LAST)
    yield from _numbers({Decimal(one) for one in values if one.__class__ in NUMBERS} | {Decimal(0)})


def _numbers(values: set[Decimal]) -> Iterator[Decimal]:
    """Each of the numbers, one between each two neighbours, one below all and one above."""
    with localcontext() as context:
        context.prec = PRECISE
        ordered = sorted(values)
        between = [(one + other) / 2 for one, other in pairwise(ordered)]
        found = [ordered[0] - 1, *ordered, *between, ordered[-1] + 1]
    yield from found


def _opposite(claim: Claim) -> Claim:
    return Claim(claim.name, positive=not claim.positive)

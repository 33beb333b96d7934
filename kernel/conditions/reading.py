"""An expression in plain words, as in “职务是“项目负责人”，并且年龄不小于 18”."""

import ast
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kernel.conditions.phrases import CALLS, COMPARED, EQUAL, PLACED, Phrase, said
from kernel.conditions.subjects import Sort, Subject
from kernel.expressions import FUNCTIONS, Function, compiled
from kernel.expressions.syntax import Syntax
from kernel.text import Text

SHOWN = 40
ASIDE = re.compile("[：；，:;,]")
YES, NO = Phrase("是", "yes"), Phrase("否", "no")
EMPTY = Phrase("空值", "empty")
DATES = frozenset({"date", "add_days", "add_months", "add_years", "birth_date_of"})
SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}


def reading(
    text: str, subjects: Mapping[str, Subject], functions: Mapping[str, Function] = FUNCTIONS
) -> Text:
    """The expression in words; refused where it cannot be read, or names what is no subject."""
    compiled(text, functions=functions, names=subjects.keys())
    return read_with(text, subjects, functions)


def read_with(text: str, subjects: Mapping[str, Subject], functions: Mapping[str, Function]) -> Text:
    """The words of an expression that was proved."""
    phrase = Reading(subjects, functions).claim(Syntax(text).tree)
    return Text(phrase.zh, phrase.en)


class Reading:
    """Says the nodes of one expression."""

    def __init__(self, subjects: Mapping[str, Subject], functions: Mapping[str, Function]) -> None:
        self.subjects = subjects
        self.functions = functions

    def claim(self, node: ast.expr) -> Phrase:
        """A condition as a claim; a value that stands for one as itself."""
        match node:
            case ast.BoolOp(op=op, values=values):
                return self._joined(op, values)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self._opposite(inner)
            case ast.Compare(left=left, ops=ops, comparators=others):
                pairs = pairwise([left, *others])
                claims = [self._compared(a, type(op), b) for op, (a, b) in zip(ops, pairs, strict=True)]
                return Phrase.joined(claims, "，并且", ", and ")
            case ast.Name(id=name) if self._sort(node) is Sort.TRUTH:
                return said("“{}”选“是”", "“{}” is yes", self._title(name))
        return self.value(node)

    def value(self, node: ast.expr, about: Subject | None = None) -> Phrase:
        """A value in words; `about` knows the words of its options."""
        match node:
            case ast.Name(id=name):
                return self._title(name)
            case ast.Constant(value=value):
                return self._constant(value, about)
            case ast.List(elts=members):
                return Phrase.joined([self.value(one, about) for one in members], "、", ", ") or EMPTY
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return said("−{}", "−{}", self.value(inner))
            case ast.UnaryOp(op=ast.UAdd(), operand=inner):
                return self.value(inner)
            case ast.BinOp(left=left, op=op, right=right):
                return self._computed(left, type(op), right)
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                parts = (self.claim(test), self.value(then, about), self.value(otherwise, about))
                return said("若{}则为{}，否则为{}", "{1} if {0}, else {2}", *parts)
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(name, args)
            case ast.Subscript(value=value, slice=index):
                return said("{}中序号为{}的一项", "member {1} of {0}", self.value(value), self.value(index))
        return self.claim(node)

    def _joined(self, op: ast.boolop, values: Sequence[ast.expr]) -> Phrase:
        claims = [
            said("（{}）", "({})", self.claim(one)) if isinstance(one, ast.BoolOp) else self.claim(one)
            for one in values
        ]
        if isinstance(op, ast.And):
            return Phrase.joined(claims, "，并且", " and ")
        return Phrase.joined(claims, "，或者", " or ")

    def _opposite(self, node: ast.expr) -> Phrase:
        match node:
            case ast.Name(id=name) if self._sort(node) is Sort.TRUTH:
                return said("“{}”没有选“是”", "“{}” is not yes", self._title(name))
            case ast.Call(func=ast.Name(id=name), args=args) if (
                name in PLACED and len(args) == PLACED[name].count
            ):
                place = PLACED[name]
                return said(place.not_zh, place.not_en, *(self.value(one) for one in args))
        return said("不满足（{}）", "not ({})", self.claim(node))

    def _compared(self, left: ast.expr, sign: type[ast.cmpop], right: ast.expr) -> Phrase:
        subject = self._subject(left) or self._subject(right)
        a, b = self.value(left, subject), self.value(right, subject)
        if sign in (ast.In, ast.NotIn):
            listed = isinstance(right, ast.List)
            zh, en = COMPARED[sign][listed]
            return said(zh, en, a, b)
        if sign in EQUAL:
            return self._equal(left, right, positive=sign is ast.Eq)
        dated = self._dated(left) or self._dated(right)
        zh, en = COMPARED[sign][dated]
        return said(zh, en, a, b)

    def _equal(self, left: ast.expr, right: ast.expr, *, positive: bool) -> Phrase:
        subject = self._subject(left) or self._subject(right)
        a, b = self.value(left, subject), self.value(right, subject)
        match right:
            case ast.Constant(value=None):
                place = PLACED["is_empty"]
                return said(place.zh, place.en, a) if positive else said(place.not_zh, place.not_en, a)
            case ast.Constant(value=bool()):
                form = ("“{}”选“{}”", "“{}” is {}") if positive else ("“{}”没有选“{}”", "“{}” is not {}")
                return said(*form, a, b)
            case ast.Constant() | ast.Call(func=ast.Name(id="date")) | ast.UnaryOp():
                return (
                    said("{}是{}", "{} is {}", a, b) if positive else said("{}不是{}", "{} is not {}", a, b)
                )
        form = ("{}与{}相同", "{} equals {}") if positive else ("{}与{}不同", "{} differs from {}")
        return said(*form, a, b)

    def _computed(self, left: ast.expr, op: type[ast.operator], right: ast.expr) -> Phrase:
        a, b = self._part(left), self._part(right)
        if op is ast.Mod:
            return said("{}除以{}的余数", "the remainder of {} by {}", a, b)
        return said(f"{{}} {SIGNS[op]} {{}}", f"{{}} {SIGNS[op]} {{}}", a, b)

    def _part(self, node: ast.expr) -> Phrase:
        whole = self.value(node)
        return said("（{}）", "({})", whole) if isinstance(node, ast.BinOp | ast.IfExp) else whole

    def _call(self, name: str, args: Sequence[ast.expr]) -> Phrase:
        match name, args:
            case "date", [ast.Constant(value=str() as day)]:
                return Phrase(day, day)
        parts = [self.value(one) for one in args]
        if name in PLACED and len(parts) == PLACED[name].count:
            return said(PLACED[name].zh, PLACED[name].en, *parts)
        if (name, len(parts)) in CALLS:
            return said(*CALLS[name, len(parts)], *parts)
        listed = Phrase.joined(parts, "、", ", ")
        return said("{}（{}）", "{} ({})", self._meaning(name), listed)

    def _meaning(self, name: str) -> Phrase:
        """What a function of a plugin says of itself, up to where it explains more."""
        doc = self.functions[name].doc
        return Phrase(ASIDE.split(doc.zh)[0], ASIDE.split(doc.en)[0])

    def _constant(self, value: object, about: Subject | None) -> Phrase:
        if value is None:
            return EMPTY
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, str):
            words = about.option(value) if about else None
            shown = words or Text(value, value)
            return Phrase(f"“{_short(shown.zh)}”", f"“{_short(shown.en)}”")
        return Phrase(str(value), str(value))

    def _title(self, name: str) -> Phrase:
        title = self.subjects[name].title
        return Phrase(_short(title.zh), _short(title.en))

    def _subject(self, node: ast.expr) -> Subject | None:
        return self.subjects.get(node.id) if isinstance(node, ast.Name) else None

    def _sort(self, node: ast.expr) -> Sort | None:
        subject = self._subject(node)
        return subject.sort if subject else None

    def _dated(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id in DATES
        return self._sort(node) is Sort.DATE


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"

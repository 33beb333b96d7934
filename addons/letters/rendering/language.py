"""The language of templates: Jinja in its strictest sandbox, with a short list of filters."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as KNOWN
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from kernel.errors import Invalid
from kernel.text import Text

FILTERS = (
    *("abs", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape", "first"),
    *("float", "groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min"),
    *("reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "slice", "sort"),
    *("string", "sum", "title", "trim", "truncate", "unique", "upper"),
)
"""None of them writes markup that was not escaped, as `safe` would."""

GLOBALS = ("range", "namespace")
CLOSED = (
    nodes.Extends,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.ScopedEvalContextModifier,
)
"""Statements that reach for other templates or switch the escaping off."""

LONGEST = 200_000
"""Characters that a multiplication in a template may make."""

# XML cannot say them, and no document means them
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Language(ImmutableSandboxedEnvironment):
    """Jinja without loaders, extensions, unescaped output, or sums that fill the memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=printed, cache_size=0)
        self.filters = {name: KNOWN[name] for name in FILTERS} | {"day": day}
        self.globals = {name: self.globals[name] for name in GLOBALS}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """As in Python, except that results stay small."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or (operator == "%" and not numbers):
            raise SecurityError(f"the operator {operator} is not for templates")
        if operator == "*" and not numbers and _length(left) * _length(right) > LONGEST:
            raise SecurityError("the result would be too long")
        return super().call_binop(context, operator, left, right)


def printed(value: Any) -> Any:
    """What an expression puts into the document: nothing for None, line breaks where the text has some."""
    if value is None:
        return ""
    if isinstance(value, str) and "\n" in value and not isinstance(value, Markup):
        return BREAK.join(escape(line) for line in value.split("\n"))
    return value


def day(value: Any) -> str:
    """2026-03-11 as documents write it: 2026年3月11日; anything else as it is."""
    found = DAY.fullmatch(str(value))
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else str(value)


def clean(value: Any) -> Any:
    """Facts as plain values without signs that XML has no way to say."""
    match value:
        case str():
            text = value.replace("\r\n", "\n").replace("\r", "\n")
            return UNSPEAKABLE.sub("", text)
        case Mapping():
            return {str(key): clean(one) for key, one in value.items()}
        case Sequence():
            return [clean(one) for one in value]
    return value


def refuse_closed(tree: nodes.Template) -> None:
    """Nothing, unless the template uses a statement that is not for documents."""
    for node in tree.find_all(CLOSED):
        raise Invalid(
            Text(
                "模板用了不允许的语句（引入其他模板或关闭转义）。",
                "The template uses a statement that is closed to it (other templates, or no escaping).",
            ),
            remedy=Text("请删去 include、import、extends 或 autoescape 语句。", "Remove that statement."),
            place=type(node).__name__.lower(),
        )


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else abs(int(value))

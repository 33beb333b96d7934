"""What a template says to everybody who reads its language, said when it is compiled."""

from collections.abc import Callable

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

WORDS = frozenset({"_", "gettext"})
PICTURES = frozenset({"icon", "mark"})
PICTURE_BOOK = "macros/icons.html"
"""The template whose macros ask for nothing but what they are told; an environment has them as its own, kept."""

OF_LANGUAGE = frozenset({"said"})
"""Filters that are there once more for each language, as `said_en` and `said_zh`."""


class Constants(NodeTransformer):
    """Messages, pictures and filters of a template in one language."""

    def __init__(self, environment: Environment, language: str, translated: Callable[[str], str]) -> None:
        self.environment, self.translated = environment, translated
        self.suffix = "en" if language.startswith("en") else "zh"
        self.own: frozenset[str] = frozenset()

    def within(self, template: nodes.Template) -> nodes.Template:
        """The template with all that is the same for everybody as plain text."""
        self.own = _own_names(template)
        found: nodes.Template = self.visit(template)
        still_named = {one.name for one in found.find_all(nodes.Name) if one.ctx == "load"}
        drawn: nodes.Template = _WithoutPictures(PICTURES - self.own - still_named).visit(found)
        return drawn

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 Jinja's name
        """A message or a picture, if it can be known now; the call itself otherwise."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return node
        name = node.node.name
        if name in self.own:
            return node
        if name in WORDS and len(node.args) == 1 and isinstance(node.args[0], nodes.Const):
            return self._message(node, node.args[0].value)
        return self._picture(node, name) if name in PICTURES else node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802 Jinja's name
        """The filter that speaks the language without looking for it."""
        self.generic_visit(node)
        if node.name in OF_LANGUAGE:
            node.name = f"{node.name}_{self.suffix}"
        return node

    def _message(self, node: nodes.Call, message: str) -> nodes.Expr:
        words = Markup(self.translated(message))  # noqa: S704 our own messages; the variables are escaped
        if not node.kwargs:
            return nodes.Const(words % {} if "%" in words else words, lineno=node.lineno)
        values = [nodes.Pair(nodes.Const(one.key), one.value, lineno=node.lineno) for one in node.kwargs]
        return nodes.Mod(nodes.Const(words), nodes.Dict(values, lineno=node.lineno), lineno=node.lineno)

    def _picture(self, node: nodes.Call, name: str) -> nodes.Expr:
        try:
            told = [one.as_const() for one in node.args]
            named = {one.key: one.value.as_const() for one in node.kwargs}
        except nodes.Impossible:
            node.node = nodes.EnvironmentAttribute(name, lineno=node.lineno)
            return node
        return nodes.Const(getattr(self.environment, name)(*told, **named), lineno=node.lineno)


class _WithoutPictures(NodeTransformer):
    """Nothing is taken from the picture book that the template has drawn in."""

    def __init__(self, drawn: frozenset[str]) -> None:
        self.drawn = drawn

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.FromImport | None:  # noqa: N802 Jinja's name
        is_book = isinstance(node.template, nodes.Const) and node.template.value == PICTURE_BOOK
        return None if is_book and self.drawn.issuperset(node.names) else node


def _own_names(template: nodes.Template) -> frozenset[str]:
    """What the template itself calls by a name that usually is somebody else's."""
    stored = {one.name for one in template.find_all(nodes.Name) if one.ctx != "load"}
    stored |= {one.name for one in template.find_all(nodes.Macro)}
    stored |= {one.target for one in template.find_all(nodes.Import)}
    for taken in template.find_all(nodes.FromImport):
        source = taken.template.value if isinstance(taken.template, nodes.Const) else None
        for one in taken.names:
            name, alias = one if isinstance(one, tuple) else (one, one)
            if name != alias or alias not in PICTURES or source != PICTURE_BOOK:
                stored.add(alias)
    return frozenset(stored)

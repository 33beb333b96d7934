"""What a function of the language is, and how plugins add theirs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from keyword import iskeyword
from types import MappingProxyType
from typing import Any

from kernel.errors import RegistryError
from kernel.expressions.values import CLASSES, KIND_NAMES, Kind
from kernel.text import Text

SCALAR = (Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.MOMENT, Kind.TRUTH, Kind.EMPTY)
EVERY = (*SCALAR, Kind.LIST)


@dataclass(frozen=True)
class Parameter:
    """One argument: its kinds; one that does not take `Kind.EMPTY` makes the call empty when it is empty.

    `optional` ones stand last; `many` stands at the end for any number of them.
    """

    name: str
    kinds: tuple[Kind, ...]
    optional: bool = False
    many: bool = False

    @cached_property
    def classes(self) -> frozenset[type]:
        """The Python classes a body may be given here."""
        return frozenset(cls for kind in self.kinds for cls in CLASSES[kind])

    @property
    def wanted(self) -> Text:
        """The kinds in words."""
        kinds = [KIND_NAMES[kind] for kind in self.kinds if kind is not Kind.EMPTY]
        return Text("、".join(kind.zh for kind in kinds), " or ".join(kind.en for kind in kinds))

    @property
    def written(self) -> str:
        """As it stands in a signature."""
        return f"{self.name}, …" if self.many else f"[{self.name}]" if self.optional else self.name


@dataclass(frozen=True)
class Function:
    """A pure function rules may call; the body refuses values with an ExpressionError.

    `example` is a rule that is true: it stands in the documentation and is proved by the tests.
    """

    name: str
    parameters: tuple[Parameter, ...]
    doc: Text
    body: Callable[..., Any]
    example: str = ""

    @property
    def signature(self) -> str:
        """`round(number, [decimals])`"""
        return f"{self.name}({', '.join(parameter.written for parameter in self.parameters)})"

    def parameters_for(self, count: int) -> tuple[Parameter, ...] | None:
        """The parameter of each of so many arguments; nothing when the function cannot take so many."""
        needed = sum(not parameter.optional for parameter in self.parameters)
        if count < needed:
            return None
        spare = count - len(self.parameters)
        if spare <= 0:
            return self.parameters[:count]
        last = self.parameters[-1:]
        return self.parameters + last * spare if last and last[0].many else None


def registered(functions: Iterable[Function]) -> Mapping[str, Function]:
    """The functions by their names; a name is given once."""
    found: dict[str, Function] = {}
    for function in functions:
        name = function.name
        if not name.isidentifier() or iskeyword(name):
            raise RegistryError(
                Text(f"表达式函数的名称「{name}」无效。", f"`{name}` cannot name a function of expressions."),
                remedy=Text(
                    "请用小写字母、数字和下划线。", "Use lower-case letters, digits and underscores."
                ),
            )
        if name in found:
            raise RegistryError(
                Text(
                    f"表达式函数「{name}」重复登记。",
                    f"The function `{name}` of expressions is there already.",
                ),
                remedy=Text(
                    "请换一个名称，例如加上插件名。", "Choose another name, such as one with the plugin's."
                ),
            )
        found[name] = function
    return MappingProxyType(found)

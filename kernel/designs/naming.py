"""What a new node of a definition may be called; pure."""

import re
from collections.abc import Collection
from keyword import iskeyword

from kernel.errors import Invalid
from kernel.nodes import Body, name_of, spots_in
from kernel.reading import NAME
from kernel.text import Text

LONGEST = 64
NUMBERED = re.compile(r"_[0-9]{1,4}$")


def names_in(body: Body) -> set[str]:
    """Every name of the definition."""
    return {name for spot in spots_in(body) if (name := name_of(spot.node)) is not None}


def free_name(stem: str, taken: Collection[str]) -> str:
    """The stem with the first number that nobody has."""
    root = NUMBERED.sub("", stem)
    number = 1
    while True:
        tail = f"_{number}"
        name = f"{root[: LONGEST - len(tail)]}{tail}"
        if name not in taken:
            return name
        number += 1


def may_be_named(name: str, *, reserved: Collection[str] = ()) -> bool:
    """Whether rules could know a node by this name."""
    return bool(NAME.fullmatch(name)) and not iskeyword(name) and name not in reserved


def refuse_name(body: Body, name: str, *, own: str, reserved: Collection[str] = ()) -> None:
    """Nothing, unless the node called `own` cannot be called so."""
    if not may_be_named(name, reserved=reserved):
        raise Invalid(
            Text(f"“{name}”不能用作名称。", f"“{name}” cannot be a name."),
            remedy=Text(
                "请用小写字母开头的小写字母、数字和下划线，至多 64 个，且不用 today、and、in 一类规则用词。",
                "Use a lower-case letter, then lower-case letters, digits and underscores, 64 at most, "
                "and no word of the rule language such as today, and, in.",
            ),
            place="name",
        )
    if name != own and name in names_in(body):
        raise Invalid(
            Text(f"这里已经有“{name}”。", f"There is a “{name}” already."),
            remedy=Text("请换一个名称。", "Choose another name."),
            place="name",
        )

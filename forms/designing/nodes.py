"""Where the nodes of a form stand, and what a new one may be called; pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from keyword import iskeyword
from typing import Any

from forms.rules import FACTS
from kernel.errors import Invalid, NotFound
from kernel.nodes import Body, name_of, spots_in
from kernel.reading import NAME
from kernel.text import Text

LONGEST = 64
NUMBERED = re.compile(r"_[0-9]{1,4}$")


class Kind(StrEnum):
    """What a node of a form is."""

    FORM = "form"
    SECTION = "section"
    FIELD = "field"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Place:
    """A node in the list in which it stands, and what owns the list; a section is owned by the form, which has no name."""

    kind: Kind
    siblings: list[Body]
    index: int
    owner: str

    @property
    def node(self) -> Body:
        """The node itself."""
        return self.siblings[self.index]

    @property
    def following(self) -> str:
        """The name of the next sibling; empty for the last one."""
        return (
            str(self.siblings[self.index + 1].get("name", "")) if self.index + 1 < len(self.siblings) else ""
        )


def mappings_at(node: Body, key: str) -> list[Any]:
    """The list under a key, which is made when it is not there."""
    found = node.get(key)
    if not isinstance(found, list):
        found = node[key] = []
    return found


def places(body: Body) -> Iterator[Place]:
    """Every section, field and column in the order of the form."""
    sections = body.get("sections") or []
    for number, section in enumerate(sections):
        yield Place(Kind.SECTION, sections, number, "")
        fields = section.get("fields") or []
        for at, field in enumerate(fields):
            yield Place(Kind.FIELD, fields, at, str(section.get("name", "")))
            columns = field.get("fields") or []
            for cell in range(len(columns)):
                yield Place(Kind.COLUMN, columns, cell, str(field.get("name", "")))


def found_at(body: Body, name: str) -> Place | None:
    """The place of the section, field or column of this name."""
    return next((place for place in places(body) if name and place.node.get("name") == name), None)


def place_of(body: Body, name: str) -> Place:
    """The place of the node; raises when it is not there."""
    found = found_at(body, name)
    if found is None:
        raise NotFound(
            Text(f"表单里没有“{name}”。", f"There is no “{name}” in the form."),
            remedy=Text(
                "它可能刚被删除；请在画布上重新选择。",
                "It may have been removed; choose again on the canvas.",
            ),
            place=name,
        )
    return found


def names_in(body: Body) -> set[str]:
    """Every name of the form."""
    return {name for spot in spots_in(body) if (name := name_of(spot.node)) is not None}


def may_be_named(name: str) -> bool:
    """Whether rules could know a node by this name."""
    return bool(NAME.fullmatch(name)) and not iskeyword(name) and name not in FACTS


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


def refuse_name(body: Body, name: str, *, own: str) -> None:
    """Nothing, unless the node called `own` cannot be called so."""
    if not may_be_named(name):
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
            Text(f"这张表单里已经有“{name}”。", f"The form has a “{name}” already."),
            remedy=Text("请换一个名称。", "Choose another name."),
            place="name",
        )

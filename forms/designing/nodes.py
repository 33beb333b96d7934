"""Where the nodes of a form stand; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kernel.errors import NotFound
from kernel.nodes import Body
from kernel.text import Text


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

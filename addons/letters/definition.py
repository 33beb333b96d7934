"""A letter as its definition says it: the docx it is made from, its numbers, and words of its own; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from addons.letters.vocabulary import RESERVED
from kernel.kinds import Problem
from kernel.reading import Reader, refuse_any
from kernel.text import Text

REFERENCE = re.compile(r"(?:(?P<plugin>[a-z][a-z0-9_]{0,39})/)?(?P<file>[a-z0-9][a-z0-9_]{0,63}\.docx)")
"""A file of the product, or one in the folder `letters` of a plugin."""
LONGEST_PART = 20
PART = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The part of a number that stands for the organ, and the part that stands for the kind of letter."""

    organ: str
    word: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A name of the letter's own and what it always says, such as the rules it rests on."""

    name: str
    title: Text
    value: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter; without numbering it bears no number."""

    title: Text
    template: str
    number: Numbering | None = None
    variables: tuple[Variable, ...] = ()


def read_letter(body: Mapping[str, Any]) -> Letter:
    """The letter that a body says, or a refusal with everything that cannot be read."""
    found, problems = examined(body)
    refuse_any(problems, Text("文书定义有误。", "The definition of the letter is wrong."))
    return found


def examined(body: Mapping[str, Any]) -> tuple[Letter, list[Problem]]:
    """The letter as far as it can be read, and every problem."""
    problems: list[Problem] = []
    root = Reader(body, problems)
    found = Letter(
        title=root.title(),
        template=_template(root),
        number=_numbering(root),
        variables=tuple(_variable(node) for node in root.children("variables")),
    )
    names = [one.name for one in found.variables]
    for twice in sorted({name for name in names if name and names.count(name) > 1}):
        root.refuse(
            "variables",
            Text(f"“{twice}”写了两次。", f"“{twice}” is there twice."),
            Text("请只写一次。", "Keep one of them."),
        )
    root.finish()
    return found, problems


def _template(root: Reader) -> str:
    reference = root.text("template")
    if reference and not REFERENCE.fullmatch(reference):
        root.refuse(
            "template",
            Text(f"“{reference}”不是底稿的名称。", f"“{reference}” is no name of a template."),
            Text(
                "请写产品自带底稿的文件名，或“插件/文件名.docx”，文件放在插件的 letters 文件夹里。",
                "Write the name of a file of the product, or plugin/name.docx for one in its folder `letters`.",
            ),
        )
    return reference


def _numbering(root: Reader) -> Numbering | None:
    if not root.has("number"):
        return None
    inner = root.child("number")
    found = Numbering(_part(inner, "organ"), _part(inner, "word"))
    inner.finish()
    return found


def _part(node: Reader, key: str) -> str:
    part = node.text(key)
    if part and (len(part) > LONGEST_PART or not PART.fullmatch(part)):
        node.refuse(
            key,
            Text(f"“{part}”不能用在文号里。", f"“{part}” cannot stand in a number."),
            Text(
                f"请用不超过 {LONGEST_PART} 个汉字或字母，如 吉建许。",
                f"Use {LONGEST_PART} letters at most, such as 吉建许.",
            ),
        )
    return part


def _variable(node: Reader) -> Variable:
    found = Variable(node.name(), node.title(), node.text("value"))
    if found.name in RESERVED:
        node.refuse(
            "name",
            Text(f"“{found.name}”由系统给出。", f"“{found.name}” is given by the system."),
            Text("请换一个名称。", "Choose another name."),
        )
    node.finish()
    return found

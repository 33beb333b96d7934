"""A chain from a file, as far as it can be drawn: what is not sound yet is mended on the board; pure."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from approvals.chains.reading import examined
from approvals.designing.flat import flat
from approvals.designing.nodes import found_at, names
from kernel.designs.wording import node_named, tail_of
from kernel.errors import Invalid
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.reading import refuse_any
from kernel.text import Text

PLACE = frozenset({"model", "id"})
"""Where a file of a plugin says what it defines; the board knows that already."""
SHAPE = frozenset({"name", "kind", "steps", "cases", "lanes", "else"})
UNNAMED = re.compile(r"(?:steps|cases|lanes|else)\[#")
KEY = re.compile(r"[a-z_.]+")
REFUSED = Text("这个文件里的审批链画不出来。", "The chain in this file cannot be drawn.")


def imported(found: Any) -> Body:
    """The chain that a file says; raises where it is none, or says something that no sheet could show."""
    if not isinstance(found, dict):
        raise Invalid(
            Text("文件里不是一条审批链。", "The file holds no chain."),
            remedy=Text("请选设计器导出的 YAML 文件。", "Choose a YAML file that the designer exported."),
            place="file",
        )
    body = {key: value for key, value in found.items() if key not in PLACE}
    _, problems = examined(body)
    shapeless = [one for one in problems if _of_shape(one)]
    refuse_any(_placed(shapeless), REFUSED)
    refuse_any(_placed(one for one in problems if not _left_out(one, body)), REFUSED)
    refuse_any(list(_twice(body)), REFUSED)
    return body


def _placed(problems: Iterable[Problem]) -> list[Problem]:
    """The problems with their places in the file, which no drawing shows."""
    return [
        Problem(one.path, Text(f"{one.path}：{one.what.zh}", f"{one.path}: {one.what.en}"), one.remedy)
        for one in problems
    ]


def _of_shape(problem: Problem) -> bool:
    """Whether it is about the tree itself: without it nothing could be chosen on the drawing."""
    tail = tail_of(problem.path)
    return tail in SHAPE or "[#" in problem.path.removesuffix(tail) or UNNAMED.match(tail) is not None


def _left_out(problem: Problem, body: Body) -> bool:
    """Whether it is about what is not there yet, which the board asks for."""
    tail, at = tail_of(problem.path), node_named(problem.path)
    place = found_at(body, at)
    node = place.node if place else body
    return bool(KEY.fullmatch(tail)) and tail not in flat(node)


def _twice(body: Body) -> list[Problem]:
    return [
        Problem(
            name,
            Text(f"标识“{name}”用了 {often} 次。", f"The name “{name}” is used {often} times."),
            Text("请在文件里改成各不相同的标识。", "Give each its own name in the file."),
        )
        for name, often in Counter(names(body)).items()
        if often > 1
    ]

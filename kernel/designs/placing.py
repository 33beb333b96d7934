"""Where something stands in a definition and what is wrong there, by the titles people read, not by paths; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kernel.designs.properties import Property
from kernel.designs.sheets import title_of
from kernel.designs.wording import label_of
from kernel.differences import ORDER_STEP
from kernel.errors import TongbanError
from kernel.kinds import Problem
from kernel.nodes import Body, Spot, name_of, spots_in
from kernel.text import Text

BETWEEN = " › "
ORDER = Text("次序", "order")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is wrong: the node that is looked at for it, the titles that lead there, and the words."""

    at: str
    place: Text
    what: Text
    remedy: Text


def told_of(refused: TongbanError, body: Body, worded: Callable[[Problem], Problem]) -> tuple[Told, ...]:
    """Every problem of a refusal of the body; `worded` says one by the titles of a property sheet."""
    return tuple(_told(Problem(one.place, one.what, one.remedy), body, worded) for one in refused.problems)


def placed(path: str, bodies: Sequence[Body], properties: Callable[[Body], Sequence[Property]]) -> Text:
    """The titles of the nodes that lead to the path in the body that has most of them, and of what it is there."""
    on, body = max(((_nodes_on(path, body), body) for body in bodies), key=lambda found: len(found[0]))
    titles = [title_of(spot.node) for spot in on]
    tail = path[len(on[-1].path) if on else 0 :].lstrip(".")
    if tail.endswith(ORDER_STEP):
        return _joined([*titles, ORDER])
    known = label_of(path, properties(on[-1].node if on else body))
    return _joined([*titles, *([known or Text(tail, tail)] if tail else [])])


def _told(one: Problem, body: Body, worded: Callable[[Problem], Problem]) -> Told:
    on, said = _nodes_on(one.path, body), worded(one)
    at = (name_of(on[-1].node) or "") if on else ""
    tail = one.path[len(on[-1].path) if on else 0 :].lstrip(".")
    # who has no words of its own for what stands there says the key
    keys = [Text(tail, tail)] if tail and said.what == one.what else []
    return Told(at, _joined([*(title_of(spot.node) for spot in on), *keys]), said.what, said.remedy)


def _nodes_on(path: str, body: Body) -> list[Spot]:
    """The nodes that the path leads through, the outermost first."""
    return [
        spot
        for spot in spots_in(body)
        if path == spot.path or path.startswith((f"{spot.path}.", f"{spot.path}["))
    ]


def _joined(parts: Sequence[Text]) -> Text:
    return Text(BETWEEN.join(one.zh for one in parts), BETWEEN.join(one.en for one in parts))

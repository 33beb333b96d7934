"""Where a case may come to from a place in the chain, by passing steps and by their exits; pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from approvals.chains.definition import Branch, Chain, Node, Parallel, Step, steps_of, ways_of

Nodes = tuple[Node, ...]
Stops = Callable[[Step], bool]


def onwards_of(chain: Chain, *, beside: bool = False) -> Mapping[str, Nodes]:
    """For each step and group: itself and everything that comes after it, also outside of the groups around it.

    With `beside`, that of a step in a lane is also the other lanes, which have to be passed before it goes on.
    """
    return dict(_onwards(chain.steps, (), beside=beside))


def reached(onwards: Mapping[str, Nodes], start: Nodes, stops: Stops) -> frozenset[str]:
    """The names of all steps and groups to which a case may come from here.

    A step that `stops` is come to, and left by its exits only.
    """
    found: set[str] = set()
    pending, done = [start], set[str]()
    while pending:
        here, targets = _through(pending.pop(), stops)
        found |= here
        for target in targets - done:
            done.add(target)
            pending += [onwards[target]] if target in onwards else []
    return frozenset(found)


def is_passed(nodes: Nodes, stops: Stops) -> bool:
    """Whether a case may come to the end of these nodes by passing steps, and none that stops."""
    for node in nodes:
        match node:
            case Step():
                passed = not stops(node)
            case Branch():
                passed = any(is_passed(way, stops) for _, way in ways_of(node, ""))
            case Parallel():
                passed = all(is_passed(way, stops) for _, way in ways_of(node, ""))
        if not passed:
            return False
    return True


def _onwards(nodes: Nodes, behind: Nodes, *, beside: bool) -> Iterator[tuple[str, Nodes]]:
    for number, node in enumerate(nodes):
        rest = (*nodes[number + 1 :], *behind)
        yield node.name, (node, *rest)
        match node:
            case Branch():
                for _, way in ways_of(node, ""):
                    yield from _onwards(way, rest, beside=beside)
            case Parallel():
                for lane in node.lanes:
                    others = replace(node, lanes=tuple(one for one in node.lanes if one is not lane))
                    yield from _onwards(lane.steps, (others, *rest) if beside else rest, beside=beside)


def _through(nodes: Nodes, stops: Stops) -> tuple[set[str], set[str]]:
    """What is come to among these nodes, and where the exits of that lead."""
    found: set[str] = set()
    targets: set[str] = set()
    for node in nodes:
        found.add(node.name)
        match node:
            case Step():
                targets |= set(node.exits.values())
            case Branch() | Parallel():
                for _, way in ways_of(node, ""):
                    inner, more = _through(way, stops)
                    found |= inner
                    targets |= more
        if not is_passed((node,), stops):
            break
    return found, targets


def is_filed(chain: Chain) -> bool:
    """Whether some step of the chain is the filing act."""
    return any(spot.step.files for spot in steps_of(chain))

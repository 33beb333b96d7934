"""What depends on what: load order, rings, gaps, and everything that hangs on a name."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from kernel.errors import DependencyError
from kernel.text import Text

Depends = Mapping[str, Sequence[str]]


def ordered(depends: Depends) -> list[str]:
    """Every name after all it depends on; where that leaves a choice, by name."""
    _refuse_gaps(depends)
    needs = {name: set(wanted) for name, wanted in depends.items()}
    users = _users(depends)
    ready = [name for name, wanted in needs.items() if not wanted]
    heapify(ready)
    order: list[str] = []
    while ready:
        name = heappop(ready)
        order.append(name)
        for user in users.get(name, ()):
            needs[user].discard(name)
            if not needs[user]:
                heappush(ready, user)
    if len(order) < len(depends):
        raise _ring_refused(_ring({name: wanted for name, wanted in needs.items() if wanted}))
    return order


def dependants(name: str, depends: Depends) -> set[str]:
    """Everything that needs `name`, directly or through others, without `name` itself."""
    return _reached([name], _users(depends)) - {name}


def with_dependencies(names: Iterable[str], depends: Depends) -> list[str]:
    """The names and all they need, in load order; faults elsewhere in the graph do not matter."""
    wanted = list(names)
    unknown = sorted({name for name in wanted if name not in depends})
    if unknown:
        raise DependencyError(
            Text(f"没有名为{'、'.join(unknown)}的项。", f"Nothing is named {', '.join(unknown)}."),
            remedy=Text(
                "请核对名称，或先把它放到插件目录中。", "Check the name, or add it to the addons path."
            ),
            place=unknown[0],
        )
    return ordered({name: depends[name] for name in _reached(wanted, depends) if name in depends})


def _users(depends: Depends) -> dict[str, set[str]]:
    users: dict[str, set[str]] = {}
    for name, wanted in depends.items():
        for needed in wanted:
            users.setdefault(needed, set()).add(name)
    return users


def _reached(start: Iterable[str], leads: Mapping[str, Iterable[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(leads.get(name, ()))
    return seen


def _refuse_gaps(depends: Depends) -> None:
    gaps = tuple(
        DependencyError(
            Text(
                f"{name} 依赖 {needed}，但找不到 {needed}。", f"{name} depends on {needed}, which is missing."
            ),
            remedy=Text(
                f"请加入 {needed}，或从 {name} 的依赖中去掉它。",
                f"Add {needed}, or drop it from {name}'s depends.",
            ),
            place=name,
        )
        for name in sorted(depends)
        for needed in sorted(set(depends[name]) - depends.keys())
    )
    if not gaps:
        return
    first = gaps[0]
    raise DependencyError(first.what, remedy=first.remedy, place=first.place, problems=gaps[1:])


def _ring(needs: Mapping[str, Iterable[str]]) -> list[str]:
    trail: list[str] = []
    name = min(needs)
    while name not in trail:
        trail.append(name)
        name = min(needed for needed in needs[name] if needed in needs)
    ring = trail[trail.index(name) :]
    turn = ring.index(min(ring))
    return [*ring[turn:], *ring[:turn]]


def _ring_refused(ring: list[str]) -> DependencyError:
    shown = " → ".join([*ring, ring[0]])
    return DependencyError(
        Text(f"循环依赖：{shown}。", f"Circular dependency: {shown}."),
        remedy=Text("请去掉其中一处依赖。", "Drop one of these dependencies."),
        place=ring[0],
    )

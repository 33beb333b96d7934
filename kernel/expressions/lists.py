"""Lists written in a source, members taken by number, and what mentioning a list costs."""

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.expressions.limits import MAX_STEPS
from kernel.expressions.parts import Part, composed
from kernel.expressions.spots import Spot
from kernel.expressions.values import NUMBERS, Facts, kind_name
from kernel.text import Text


def listed(parts: Sequence[Part], spot: Spot) -> Part:
    """The part that makes a list."""

    def run(facts: Facts) -> list[Any]:
        members = [part.run(facts) for part in parts]
        for part, member in zip(parts, members, strict=True):
            if member.__class__ is list:
                raise part.spot.error(
                    Text("列表里不能再有列表。", "A list cannot hold another list."),
                    Text("请把它们合成一个列表。", "Make one list of them."),
                )
        return members

    return composed(run, spot, *parts)


def member(whole: Part, index: Part, spot: Spot) -> Part:
    """The part that takes one member, counted from 0 or back from the end; empty where there is none."""

    def run(facts: Facts) -> Any:
        members: Any = whole.run(facts)
        number: Any = index.run(facts)
        if members is None or number is None:
            return None
        if members.__class__ is not list:
            raise _without_members(members, whole.spot)
        if number.__class__ not in NUMBERS or number != int(number):
            raise index.spot.error(
                Text("序号要整数。", "A member's number must be a whole number."),
                Text("第一项写 0，最后一项写 -1。", "Write 0 for the first and -1 for the last."),
            )
        at = int(number)
        return members[at] if -len(members) <= at < len(members) else None

    return composed(run, spot, whole, index)


def refuse_costly(facts: Facts, size: int, mentions: Mapping[str, int], spot: Spot) -> None:
    """Refuses facts whose lists would make a rule of this size take too many steps.

    Nothing but a list's length can multiply the work of a rule, so the cost is known before it runs.
    """
    steps = size
    for name, times in mentions.items():
        value = facts.get(name)
        if isinstance(value, list | tuple):
            steps += times * len(value)
    if steps > MAX_STEPS:
        raise spot.error(
            Text(f"计算需要 {steps} 步。", f"This would take {steps} steps."),
            Text(
                f"最多 {MAX_STEPS} 步；请缩短列表或拆开规则。",
                f"At most {MAX_STEPS}; shorten the lists or split it.",
            ),
        )


def _without_members(value: Any, spot: Spot) -> Exception:
    name = kind_name(value)
    return spot.error(
        Text(
            f"只有列表能取第几项，这里是{name.zh}。", f"Only lists have numbered members, this is {name.en}."
        ),
        Text("请去掉方括号。", "Drop the brackets."),
    )

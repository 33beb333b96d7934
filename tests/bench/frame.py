"""The frame of every figure: ours beside its hand-written floor, interleaved in one run, told as ratios.

Absolute times change with the machine and its load; the ratio of two rounds taken together does not.
"""

import json
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


class Seconds(float):
    """What an act answers when it times itself, leaving its preparation out."""


Act = Callable[[], object]

ROUNDS = 15
QUICK_ROUNDS = 5
ROUND_SECONDS = 0.1
SEED = 7


@dataclass(frozen=True)
class Figure:
    """What one run measured: the ratio is ours divided by the floor, so lower is better."""

    name: str
    ratio: float
    least: float
    most: float
    floor_seconds: float
    ours_seconds: float
    rounds: int
    goal: float | None = None
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the goal is reached, or none was set."""
        return self.goal is None or self.ratio <= self.goal

    def line(self) -> str:
        """The figure as JSON."""
        return json.dumps({**asdict(self), "met": self.met}, ensure_ascii=False)


@dataclass
class Pace:
    """How thoroughly this run measures."""

    rounds: int = ROUNDS
    round_seconds: float = ROUND_SECONDS


pace = Pace()


def be_quick() -> None:
    """Fewer and shorter rounds: enough to see that a figure runs."""
    pace.rounds, pace.round_seconds = QUICK_ROUNDS, ROUND_SECONDS / 4


def measure(
    name: str,
    *,
    floor: Act,
    ours: Act,
    goal: float | None = None,
    rounds: int | None = None,
    repeats: int | None = None,
    **notes: Any,
) -> Figure:
    """Runs both in shuffled order round by round; the median of the rounds' ratios, with its least and most.

    `repeats` fixes how often an act runs in a round: 1 for acts that take long or change what they stand on.
    """
    acts = {"floor": floor, "ours": ours}
    times = {kind: repeats or repeats_for(act) for kind, act in acts.items()}
    seconds: dict[str, list[float]] = {"floor": [], "ours": []}
    order = random.Random(SEED)  # noqa: S311 - a shuffle, not a secret
    count = rounds or pace.rounds
    for _ in range(count):
        for kind in order.sample(sorted(acts), k=len(acts)):
            seconds[kind].append(timed(acts[kind], times[kind]))
    ratios = [ours / floor for ours, floor in zip(seconds["ours"], seconds["floor"], strict=True)]
    return Figure(
        name=name,
        ratio=statistics.median(ratios),
        least=min(ratios),
        most=max(ratios),
        floor_seconds=statistics.median(seconds["floor"]),
        ours_seconds=statistics.median(seconds["ours"]),
        rounds=count,
        goal=goal,
        notes=notes,
    )


def repeats_for(act: Act) -> int:
    """How many runs of the act fill a round; it also warms the act up."""
    once = timed(act, 1)
    several = max(1, min(1000, int(pace.round_seconds / 10 / max(once, 1e-9))))
    return max(1, int(pace.round_seconds / max(timed(act, several), 1e-9)))


def timed(act: Act, times: int) -> float:
    """Seconds one run of the act takes, over so many runs; what acts timed themselves counts instead."""
    start = time.perf_counter()
    for _ in range(times):
        answer = act()
        if isinstance(answer, Seconds):
            return (answer + sum(seconds_of(act) for _ in range(times - 1))) / times
    return (time.perf_counter() - start) / times


def seconds_of(act: Act) -> float:
    """What the act says it took."""
    answer = act()
    if not isinstance(answer, Seconds):
        raise TypeError("an act times itself always or never")
    return answer


def table(figures: list[Figure]) -> str:
    """The figures for people."""
    head = ("figure", "ours ÷ floor", "least", "most", "goal", "floor", "ours")
    rows = [
        (
            figure.name,
            f"{figure.ratio:.2f}",
            f"{figure.least:.2f}",
            f"{figure.most:.2f}",
            "" if figure.goal is None else f"≤ {figure.goal:g}{'' if figure.met else ' missed'}",
            duration(figure.floor_seconds),
            duration(figure.ours_seconds),
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [[cell.rjust(width) for cell, width in zip(row, widths, strict=True)] for row in [head, *rows]]
    return "\n".join("  ".join([row[0].strip().ljust(widths[0]), *row[1:]]) for row in lines)


def duration(seconds: float) -> str:
    """Seconds in the unit people read."""
    for unit, scale in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"

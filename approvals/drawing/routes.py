"""The paths through a chain as the designer lists them; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from approvals.designing.words import EXITS, KINDS, UNITS
from approvals.drawing.plan import DOT, REST, actor_of
from approvals.engine.telling import OUTCOMES, VERBS
from approvals.simulating import (
    ELAPSED,
    LATE,
    LATE_PASSED,
    OVERDUE_PASSED,
    PASSED,
    SILENT,
    STOPPED,
    Leg,
    Path,
)
from approvals.words import Outcome, Unit, Verb
from kernel.text import Text

BY_ITSELF = {
    ELAPSED: Text("期满", "time has run out"),
    OVERDUE_PASSED: Text("逾期，视为通过", "overdue, counts as passed"),
    SILENT: Text("逾期未决定，视为通过", "nobody decided in time, counts as passed"),
    STOPPED: Text("核验不通过，办不下去", "the checks fail, so it does not go on"),
    LATE: Text("整个办件逾期", "case overdue"),
    LATE_PASSED: Text("整个办件逾期，视为通过", "case overdue, counts as passed"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One step on a route; `way` says how it is left when not by its main way."""

    name: str
    title: Text
    icon: str
    who: Text | None
    way: Text | None
    look: str


@dataclass(frozen=True, slots=True)
class Route:
    """One path: its branches, its steps, how long it may take, what it brings about, how it ends."""

    legs: tuple[Stop, ...]
    ways: tuple[Text, ...]
    days: Text | None
    effects: tuple[str, ...]
    outcome: Text | None
    granted: bool
    back_to: Text | None = None
    stops: bool = False
    """Whether it ends at checks that fail: what leads there is refused until somebody mends what they found."""


def routes_of(paths: Iterable[Path], offices: Mapping[str, Text] = MappingProxyType({})) -> tuple[Route, ...]:
    """Each path in the words of the designer; `offices` are what those are called that a step is fixed to."""
    return tuple(_route(path, offices) for path in paths)


def _route(path: Path, offices: Mapping[str, Text]) -> Route:
    titles = {leg.step.name: leg.step.title for leg in path.legs}
    back = path.back_to
    return Route(
        legs=tuple(_stop(leg, offices) for leg in path.legs),
        ways=tuple(_taken(branch.title, name, title) for branch, name, title in path.ways),
        days=_days(path.days),
        effects=path.effects,
        outcome=OUTCOMES[path.outcome] if path.outcome else None,
        granted=path.outcome is Outcome.GRANTED,
        back_to=titles.get(back, Text(back, back)) if back else None,
        stops=path.stops,
    )


def _stop(leg: Leg, offices: Mapping[str, Text]) -> Stop:
    step = leg.step
    way = None if leg.way == PASSED else _left(leg.way)
    return Stop(
        step.name,
        step.title,
        KINDS[step.kind].icon,
        actor_of(step, offices),
        way,
        "passed" if way is None else "left",
    )


def _left(way: str) -> Text:
    if way in BY_ITSELF:
        return BY_ITSELF[way]
    if way in EXITS:
        return EXITS[way]
    return VERBS[Verb(way)] if way in set(Verb) else Text(way, way)


def _taken(branch: Text | None, name: str, title: Text | None) -> Text:
    taken = title or (REST if name == "else" else Text(name, name))
    if branch is None:
        return taken
    return Text(f"{branch.zh}：{taken.zh}", f"{branch.en}: {taken.en}")


def _days(days: Mapping[Unit, int]) -> Text | None:
    found = [(count, UNITS[unit]) for unit, count in days.items() if count]
    if not found:
        return None
    return Text(
        DOT.join(f"{count} 个{unit.zh}" for count, unit in found),
        DOT.join(f"{count} {unit.en}" for count, unit in found),
    )

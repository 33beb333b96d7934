"""Rows `{when, effect, with}` of a definition: checked when published, decided when they come to pass."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.effects.effect import Effect
from kernel.effects.parameters import parsed, refuse_misnamed
from kernel.errors import Invalid, TongbanError
from kernel.expressions import Function, compiled
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.seams import EFFECT
from kernel.text import Text

Row = Mapping[str, Any]
KEYS = frozenset({"when", "effect", "with"})


@dataclass(frozen=True, slots=True)
class Decided:
    """A row that applies: its number in the list, the effect and what it is given."""

    number: int
    name: str
    effect: Effect
    parameters: Any


def decided(registry: Registry, rows: Sequence[Row], facts: Mapping[str, object]) -> list[Decided]:
    """The rows whose `when` holds, with their parameters; every rule is evaluated before anything is done."""
    functions = functions_of(registry)
    found = []
    for number, row in enumerate(rows):
        place = f"effects[{number}]"
        if _applies(row, functions, facts, place):
            effect = registry.thing(EFFECT, row["effect"])
            values = {
                name: _value(written, functions, facts, f"{place}.with.{name}")
                for name, written in (row.get("with") or {}).items()
            }
            parameters = parsed(effect.Parameters, values, f"{place}.with")
            found.append(Decided(number, row["effect"], effect(), parameters))
    return found


def problems_of(
    registry: Registry, rows: Sequence[Row], *, names: Collection[str] | None = None, path: str = "effects"
) -> list[Problem]:
    """What is wrong with the rows before they ever run: unknown effects, parameters, names, rules."""
    functions = functions_of(registry)
    problems = []
    for number, row in enumerate(rows):
        place = f"{path}[{number}]"
        try:
            _refuse_misshapen(row, place)
            for written in _sources(row):
                compiled(written, functions=functions, names=names)
            effect = registry.thing(EFFECT, row["effect"])
            refuse_misnamed(effect.Parameters, row.get("with") or {}, f"{place}.with")
        except TongbanError as error:
            inner = error.place if error.place.startswith(place) else place
            problems.append(Problem(inner, error.what, error.remedy))
    return problems


def _applies(row: Row, functions: Mapping[str, Function], facts: Mapping[str, object], place: str) -> bool:
    _refuse_misshapen(row, place)
    when = row.get("when")
    if not isinstance(when, str):
        return when is None or bool(when)
    try:
        return compiled(when, functions=functions).holds(facts)
    except Invalid as error:
        error.place = f"{place}.when"
        raise


def _value(written: Any, functions: Mapping[str, Function], facts: Mapping[str, object], place: str) -> Any:
    """A text is a rule; numbers, truths and empty stand for themselves."""
    if not isinstance(written, str):
        return written
    try:
        return compiled(written, functions=functions).value(facts)
    except Invalid as error:
        error.place = place
        raise


def _sources(row: Row) -> list[str]:
    return [one for one in (row.get("when"), *(row.get("with") or {}).values()) if isinstance(one, str)]


def _refuse_misshapen(row: Row, place: str) -> None:
    given = row.get("with") or {}
    if set(row) <= KEYS and isinstance(row.get("effect"), str) and isinstance(given, Mapping):
        return
    raise Invalid(
        Text("效果的写法不对。", "The effect is not written as it should be."),
        remedy=Text(
            "请写成 {when: 表达式, effect: 名称, with: {参数: 表达式}}。",
            "Write {when: expression, effect: name, with: {parameter: expression}}.",
        ),
        place=place,
    )

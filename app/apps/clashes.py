"""What the new version and the studio both changed: three columns of YAML, and the choice that was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from kernel.datafiles.document import line_of
from kernel.datafiles.writing import value_in, written
from kernel.datafiles.yamlfile import documents_in
from kernel.differences import ORDER_STEP
from kernel.errors import Invalid, TongbanError
from kernel.install.plan import OpenClash, Plan
from kernel.merging import Merge
from kernel.nodes import Body
from kernel.text import Text

BEFORE, AFTER = 3, 2
SHORT = 24
Merges = Mapping[str, Merge]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column; `mark` where this side differs."""

    text: str
    mark: bool = False


@dataclass(frozen=True, slots=True)
class ClashCard:
    """One clash: base, theirs and ours, and what is taken."""

    field: str
    target: str
    path: str
    base: Sequence[Line]
    theirs: Sequence[Line]
    ours: Sequence[Line]
    theirs_short: str
    ours_short: str
    taken: str
    value: str
    settled: bool


@dataclass(slots=True)
class Chosen:
    """What a submitted plan page chose; a value that cannot be read is kept as it was typed."""

    choices: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[TongbanError] = field(default_factory=list)

    @property
    def refused(self) -> TongbanError | None:
        """What is wrong with the values, if anything is."""
        if not self.problems:
            return None
        return Invalid(
            Text("另填的值读不懂。", "A value of your own cannot be read."),
            remedy=Text("请按下列各处改正，再应用选择。", "Correct the places below and apply again."),
            problems=tuple(self.problems),
        )


def chosen_in(form: MultiDict[str, str]) -> Chosen:
    """The choices of a submitted plan page."""
    found = Chosen()
    for number, (target, path) in enumerate(zip(form.getlist("target"), form.getlist("path"), strict=False)):
        match form.get(f"clash-{number}"):
            case "theirs" | "ours" as side:
                found.choices.setdefault(target, {})[path] = {"take": side}
            case "value":
                _read(found, target, path, form.get(f"clash-{number}-value", ""))
    return found


def clash_cards(plan: Plan, merges: Merges, chosen: Chosen) -> list[ClashCard]:
    """The clashes of the plan with the choices made so far."""
    return [
        _card(f"clash-{number}", clash, merges[clash.target], chosen)
        for number, clash in enumerate(plan.clashes)
    ]


def _read(found: Chosen, target: str, path: str, text: str) -> None:
    found.typed[target, path] = text
    try:
        value = value_in(text, place=f"{target} {path}")
        if value is None:
            raise Invalid(
                Text("没有填值。", "Nothing is filled in."),
                remedy=Text("请填一个值，或改选一方。", "Give a value, or take one of the sides."),
                place=f"{target} {path}",
            )
    except TongbanError as error:
        found.problems.append(error)
    else:
        found.choices.setdefault(target, {})[path] = {"value": value}


def _card(name: str, clash: OpenClash, merge: Merge, chosen: Chosen) -> ClashCard:
    typed = chosen.typed.get((clash.target, clash.path))
    sides = merge.sides
    return ClashCard(
        name,
        clash.target,
        clash.path,
        _column(sides.base, clash.path, clash.base),
        _column(sides.theirs, clash.path, clash.theirs),
        _column(sides.ours, clash.path, clash.ours),
        _short(clash.theirs),
        _short(clash.ours),
        _taken(clash.choice) or ("value" if typed is not None else ""),
        as_yaml(clash.ours) if typed is None else typed,
        settled=clash.choice is not None,
    )


def _column(body: Body, path: str, value: object) -> list[Line]:
    """The value among its neighbours; alone where it has no place of its own, such as an order."""
    if value is None:
        return []
    text = written(body)
    lines = text.splitlines()
    if path.endswith(ORDER_STEP) or path.startswith("["):
        return [Line(one, mark=True) for one in as_yaml(value).splitlines()]
    [document] = documents_in(text.encode(), file="")
    first = line_of(document, path) - 1
    last = first + 1
    while last < len(lines) and _deeper(lines[last], lines[first]):
        last += 1
    start, end = _start(lines, first), min(last + AFTER, len(lines))
    margin = min(_margin(line) for line in lines[start:end])
    return [Line(lines[at][margin:], first <= at < last) for at in range(start, end)]


def _start(lines: Sequence[str], first: int) -> int:
    """A few lines up, not beyond the item of a list that the line belongs to."""
    at = first
    while at > max(first - BEFORE, 0) and not lines[at].lstrip(" ").startswith("- "):
        at -= 1
    return at


def _deeper(line: str, head: str) -> bool:
    """Whether the line still belongs to the key or item that begins at `head`."""
    return _margin(line) > _margin(head)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def as_yaml(value: object) -> str:
    """A JSON-like value as an admin reads it; nothing for what is absent."""
    return "" if value is None else written(value).rstrip()


def _short(value: object) -> str:
    text = as_yaml(value)
    return text if text and "\n" not in text and len(text) <= SHORT else ""


def _taken(choice: Mapping[str, Any] | None) -> str:
    if choice is None:
        return ""
    return "value" if "value" in choice else str(choice["take"])

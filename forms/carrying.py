"""What becomes of a draft's answers when the draft moves to another version of its form; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.compiler import CompiledForm
from forms.definition import Field


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers on the new version, what was typed and is none there, and the answers nobody asks for any more."""

    answers: Mapping[str, Any]
    rough: Mapping[str, Any]
    lost: Mapping[str, Any]

    @property
    def again(self) -> frozenset[str]:
        """The fields whose answer the new version does not take as it is."""
        return frozenset(self.rough.keys() - self.answers.keys())


def carried(
    before: CompiledForm, after: CompiledForm, answers: Mapping[str, Any], rough: Mapping[str, Any]
) -> Carried:
    """Every answer at the field of its name, as far as that takes it.

    What the platform brings is brought anew: an answer that somebody typed never becomes one of the platform's.
    """
    asked = {name for name, field in after.fields.items() if field.asked}
    given = (after.given & before.given) - asked
    taken = after.stored(after.restored({name: value for name, value in answers.items() if name in asked}))
    fit = {
        name: value for name, value in taken.items() if _is_whole(after.fields[name], answers[name], value)
    }
    kept = fit | {name: value for name, value in answers.items() if name in given}
    unfit = {name: value for name, value in answers.items() if name in asked and name not in kept}
    typed = {name: value for name, value in (unfit | dict(rough)).items() if name in asked - kept.keys()}
    lost = {
        name: value
        for name, value in answers.items()
        if name in before.fields and before.fields[name].asked and _loses(after.fields.get(name), value)
    }
    return Carried(kept, {name: _as_typed(value) for name, value in typed.items()}, lost)


def _is_whole(field: Field, answer: Any, fit: Any) -> bool:
    """Whether no cell of rows was left out that the field still asks for."""
    return not field.type.tabular or _cells(field, answer) == _cells(field, fit)


def _cells(field: Field, rows: Any) -> list[set[str]]:
    """The columns that each row answers, of those there are."""
    columns = {column.name for column in field.columns}
    return [found for row in _rows(rows) if (found := row.keys() & columns)]


def _loses(field: Field | None, answer: Any) -> bool:
    """Whether the field is gone, or a column of it that was answered."""
    if field is None or not field.type.tabular:
        return field is None
    columns = {column.name for column in field.columns}
    return any(row.keys() - columns for row in _rows(answer))


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _as_typed(value: Any) -> Any:
    """A number as somebody would have typed it, those in rows too; everything else as it is."""
    if _rows(value):
        return [{key: _as_typed(cell) for key, cell in row.items()} for row in _rows(value)]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

"""What becomes of a draft's answers when the draft moves to another version of its form; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.compiler import CompiledForm


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
    fit = after.stored(after.restored({name: value for name, value in answers.items() if name in asked}))
    kept = fit | {name: value for name, value in answers.items() if name in given}
    unfit = {name: value for name, value in answers.items() if name in asked and name not in kept}
    typed = {name: value for name, value in (unfit | dict(rough)).items() if name in asked - kept.keys()}
    lost = {
        name: value
        for name, value in answers.items()
        if name not in after.fields and name in before.fields and before.fields[name].asked
    }
    return Carried(kept, {name: _as_typed(value) for name, value in typed.items()}, lost)


def _as_typed(value: Any) -> Any:
    """A number as somebody would have typed it; everything else as it is."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

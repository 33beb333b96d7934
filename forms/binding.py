"""The WTForms class of a compiled form: binds what a page posted, and pins each fault to its field."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.utils import unset_value

from forms.answers import Outcome

if TYPE_CHECKING:
    from forms.compiler import CompiledForm
    from forms.fieldtype import FieldType, Posted


class Bound(Field):  # type: ignore[misc]
    """One field of any type: what was posted, or what is stored; the type itself judges it."""

    def __init__(self, *, kind: "FieldType", **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def process(self, formdata: "Posted | None", data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002
        """Takes what was posted under the name, or the stored answer."""
        self.data = self.object_data = None if data is unset_value else data
        if formdata is not None:
            self.data = self.kind.gathered(formdata, self.name)
        self.raw_data = [self.data]


class FormClass:
    """Makes the forms of one compiled version; the names of fields never meet the names of WTForms."""

    def __init__(self, compiled: "CompiledForm") -> None:
        self.compiled = compiled

    def __call__(
        self,
        posted: "Posted | None" = None,
        *,
        sections: Collection[str],
        stored: Mapping[str, Any] | None = None,
    ) -> "BoundForm":
        """A form with the fields of the open sections."""
        return BoundForm(self.compiled, posted, sections=sections, stored=stored or {})


class BoundForm(BaseForm):  # type: ignore[misc]
    """The open questions with what was posted; `validate` runs the one loop."""

    def __init__(
        self,
        compiled: "CompiledForm",
        posted: "Posted | None",
        *,
        sections: Collection[str],
        stored: Mapping[str, Any],
    ) -> None:
        names = compiled.questions(sections).names
        super().__init__(
            {
                field.name: _unbound(field.type, field.title.of(compiled.locale))
                for field in compiled.form.fields
                if field.name in names
            }
        )
        self.compiled = compiled
        self.sections = frozenset(sections)
        self.raw: dict[str, Any] = compiled.raw_from(posted, sections) if posted is not None else {}
        self.outcome: Outcome | None = None
        self.process(posted, data=dict(stored))

    def validate(self, *, today: date, kept: Mapping[str, Any] | None = None) -> bool:
        """Whether everything may be filed; each fault is among the errors of its field."""
        self.outcome = self.compiled.normalised(self.raw, self.sections, today=today, kept=kept or {})
        for path, fault in self.outcome.faults.items():
            field = self._fields.get(path.partition(".")[0])
            sentence = fault.sentence(self.compiled.locale)
            if field is None:
                self.form_errors.append(f"{path}: {sentence}")
            else:
                field.errors = [*field.errors, sentence]
        return not self.outcome.faults


def _unbound(kind: "FieldType", label: str) -> Any:
    return Bound(kind=kind, label=label)

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
        kept = None if data is unset_value else data
        self.hold(kept, kept if formdata is None else self.kind.gathered(formdata, self.name))

    def hold(self, kept: Any, given: Any) -> None:
        """This is given now where the other had been kept."""
        self.object_data, self.data = kept, given
        self.raw_data = [given]


class FormClass:
    """Makes the forms of one compiled version; the names of fields never meet the names of WTForms."""

    def __init__(self, compiled: "CompiledForm") -> None:
        self.compiled = compiled
        self._unbound: dict[frozenset[str], dict[str, Any]] = {}

    def unbound(self, names: frozenset[str]) -> dict[str, Any]:
        """The fields of these names, to be bound to a form; made once for each combination that occurs."""
        found = self._unbound.get(names)
        if found is None:
            locale = self.compiled.locale
            found = self._unbound[names] = {
                field.name: Bound(kind=field.type, label=field.title.of(locale))
                for field in self.compiled.form.fields
                if field.name in names
            }
        return found

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
        super().__init__(compiled.form_class.unbound(compiled.questions(sections).names))
        self.compiled = compiled
        self.sections = frozenset(sections)
        self.raw: dict[str, Any] = compiled.raw_from(posted, sections) if posted is not None else {}
        self.outcome: Outcome | None = None
        for name, field in self._fields.items():
            kept = stored.get(name)
            if posted is None:
                field.hold(kept, kept)
            else:
                # what was posted is gathered once, for the loop and for the page
                given = self.raw[name] if name in self.raw else field.kind.gathered(posted, name)
                field.hold(kept, given)

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

"""The conditions of a form on the board: what they may be about, as they are posted, as the sheet shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms import conditions
from forms.conditions import Editor, Subject
from forms.conditions.reading import read_with
from forms.definition import Form, examined
from forms.designing.entries import Slip
from forms.fieldtype import FieldType, Posted
from kernel.errors import Invalid
from kernel.expressions import Function
from kernel.nodes import Body
from kernel.text import Text

PLAIN = frozenset({"compute"})
"""Rules that yield more than true or false, which no rows can say."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the conditions of one form can be about."""

    subjects: Mapping[str, Subject]
    functions: Mapping[str, Function]

    def posted(self, posted: Posted, name: str) -> str | Slip | None:
        """The rule that the builder of conditions posts under the name; None when it posts none."""
        if f"{name}-mode" not in set(posted):
            return None
        try:
            return conditions.posted(posted, name, self.subjects)
        except Invalid as error:
            return Slip(conditions.asked_in(posted, name), error)

    def editor(self, name: str, key: str, value: str | Slip) -> Editor | None:
        """The builder of the condition; none for rules that are no conditions."""
        if key in PLAIN:
            return None
        if isinstance(value, Slip):
            return conditions.editor(
                name, value.asked.was, self.subjects, self.functions, asked=value.asked, refused=value.error
            )
        return conditions.editor(name, value, self.subjects, self.functions)

    def reading(self, text: str, form: Form) -> Text:  # noqa: ARG002 the canvas hands it on
        """How a rule that was proved reads in plain words."""
        return read_with(text, self.subjects, self.functions)


def ruling_of(
    body: Body, field_types: Mapping[str, type[FieldType]], functions: Mapping[str, Function]
) -> Ruling:
    """What the rules of the form may read, as far as it can be read."""
    form, _ = examined(body, field_types, functions=functions)
    return Ruling(conditions.subjects_of(form), functions)

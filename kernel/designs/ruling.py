"""The conditions of a definition on the board: what they may be about, as they are posted, as the sheet shows them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kernel import conditions
from kernel.conditions import Editor, Subject
from kernel.conditions.posting import Asked
from kernel.conditions.reading import read_with
from kernel.errors import Invalid
from kernel.expressions import Function
from kernel.posted import Posted
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Slip:
    """A condition that was built of rows and cannot be taken: the rows as they were typed, and why."""

    asked: Asked
    error: Invalid


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the conditions of one definition can be about."""

    subjects: Mapping[str, Subject]
    functions: Mapping[str, Function]
    typed: Collection[str] = field(default=())
    """Rules that yield more than true or false, which no rows can say."""

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
        if key in self.typed:
            return None
        if isinstance(value, Slip):
            return conditions.editor(
                name, value.asked.was, self.subjects, self.functions, asked=value.asked, refused=value.error
            )
        return conditions.editor(name, value, self.subjects, self.functions)

    def said(self, text: str) -> Text:
        """How a rule that was proved reads in plain words."""
        return read_with(text, self.subjects, self.functions)

"""A form as a value: Form → Section → Field; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms.fieldtype import FieldType
from kernel.expressions import Expression
from kernel.text import Text


class Necessity(StrEnum):
    """Whether an item of a list has to be there."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Check:
    """What has to hold once it is filled in, and what is said when it does not."""

    holds: Expression
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question."""

    name: str
    title: Text
    type_name: str
    type: FieldType
    help: Text | None = None
    required: bool = False
    visible_when: Expression | None = None
    required_when: Expression | None = None
    compute: Expression | None = None
    given: bool = False
    """Whether the platform brings the answer, so that nobody is asked for it."""
    correctable: bool = False
    """Whether a given answer may be corrected: then it is asked for, and what was brought is its beginning."""
    source: Text | None = None
    """Where a given answer comes from."""
    checks: tuple[Check, ...] = ()
    columns: "tuple[Field, ...]" = ()
    """What each row asks, when the answer is rows."""
    part_of: str = ""
    """The list that the field is an item of, if any; with the list it is shown or hidden."""
    one_of: str = ""
    """The group of which one answer is enough, if any."""
    print_title: Text | None = None
    """What it is called on paper, where that is something else than on the page."""
    no_print: bool = False
    """Whether the sheet of paper leaves it out."""

    @property
    def asked(self) -> bool:
        """Whether somebody fills it in."""
        return self.type.asks and self.compute is None and (self.correctable or not self.given)

    @property
    def wide(self) -> bool:
        """Whether it needs the whole width where its section stands in two columns; what is only shown does not."""
        return self.type.wide and (self.asked or not self.type.asks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions that one party fills in together, at a step when one is named."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    filled_by: str = "applicant"
    at: str | None = None
    help: Text | None = None
    visible_when: Expression | None = None
    columns: int = 1
    """In how many columns its questions stand where the page is wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Everything that is asked."""

    title: Text
    sections: tuple[Section, ...]
    help: Text | None = None
    checks: tuple[Check, ...] = ()
    eligible: tuple[Check, ...] = ()
    """Who may fill it in at all, by what is known before anybody has filled in anything."""

    @property
    def fields(self) -> Iterator[Field]:
        """Every field in the order in which it is asked."""
        return (field for section in self.sections for field in section.fields)

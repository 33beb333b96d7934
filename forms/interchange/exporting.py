"""What an exporter of forms is, and what it asks: the fields in order, each with its like in a foreign format."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms.definition import Field, Form, Section
from forms.seams import FORM_EXPORTER
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes a form in a foreign format."""

    title: Text
    suffix: str
    mime: str
    write: Callable[[Form, str], bytes]


@dataclass(frozen=True, slots=True)
class Placed:
    """A field with where it stands: its section, and the field of rows whose column it is."""

    field: Field
    section: Section
    within: Field | None = None

    @property
    def path(self) -> str:
        """The name, behind that of the rows it belongs to."""
        return f"{self.within.name}.{self.field.name}" if self.within else self.field.name

    def foreign(self, format_name: str) -> str:
        """What the type of the field is called in a foreign format; empty where it has no like."""
        return self.field.type.foreign.get(format_name, "")


def exporters(registry: Registry) -> Mapping[str, Exporter]:
    """Every format that the installed plugins offer."""
    return MappingProxyType({entry.name: entry.thing() for entry in registry.entries(FORM_EXPORTER)})


def placed(form: Form) -> Iterator[Placed]:
    """Every field in the order in which it is asked, columns behind their rows."""
    for section in form.sections:
        for field in section.fields:
            yield Placed(field, section)
            yield from (Placed(column, section, field) for column in field.columns)

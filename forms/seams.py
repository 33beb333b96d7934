"""The seam that forms open to plugins: types of fields."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from forms.fieldtype import FieldType
from kernel.registry import Registry, Seam
from kernel.text import Text

Thing = TypeVar("Thing", bound=type[FieldType])

FIELD_TYPE = Seam(
    "field_type",
    Text("字段类型", "field type"),
    Text(
        "forms.fieldtype.FieldType：title、read(node)、normalised(raw)、json_schema()。",
        "A forms.fieldtype.FieldType: title, read(node), normalised(raw), json_schema().",
    ),
)


def field_type(name: str) -> Callable[[Thing], Thing]:
    """Offers a type of fields."""
    return FIELD_TYPE.mark(name)


def field_types(registry: Registry) -> Mapping[str, type[FieldType]]:
    """Every type of fields that the installed plugins offer."""
    return MappingProxyType({entry.name: entry.thing for entry in registry.entries(FIELD_TYPE)})

"""What is wrong with a form, and where, by the titles of its sheet, its sections and its fields; pure."""

from collections.abc import Mapping

from forms.designing.nodes import Kind, found_at, places
from forms.designing.properties import properties_of
from forms.fieldtype import FieldType
from kernel.designs.placing import placed
from kernel.designs.properties import Property
from kernel.designs.sheets import title_of
from kernel.designs.wording import node_named, worded
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.text import Text


def told(body: Body, one: Problem, field_types: Mapping[str, type[FieldType]]) -> Problem:
    """A problem of the form by the titles of the property sheet and of the other nodes."""
    found = found_at(body, node_named(one.path))
    titles = {str(other.node.get("name", "")): title_of(other.node) for other in places(body)}
    return worded(one, _sheet(body, found.node if found else body, field_types), titles)


def place_told(path: str, drawn: Body, base: Body, field_types: Mapping[str, type[FieldType]]) -> Text:
    """Where the path leads in the draft, or in what it was begun on, by titles."""
    return placed(path, (drawn, base), lambda node: _sheet(drawn, node, field_types))


def _sheet(body: Body, node: Body, field_types: Mapping[str, type[FieldType]]) -> tuple[Property, ...]:
    found = found_at(body, str(node.get("name", "")))
    return properties_of(found.kind if found else Kind.FORM, node, field_types, body)

"""What the conditions of a form on the board may be about."""

from collections.abc import Mapping

from forms.definition import examined
from forms.fieldtype import FieldType
from forms.subjects import subjects_of
from kernel.designs.ruling import Ruling
from kernel.expressions import Function
from kernel.nodes import Body

PLAIN = frozenset({"compute"})
"""Rules that yield more than true or false."""


def ruling_of(
    body: Body, field_types: Mapping[str, type[FieldType]], functions: Mapping[str, Function]
) -> Ruling:
    """What the rules of the form may read, as far as it can be read."""
    form, _ = examined(body, field_types, functions=functions)
    return Ruling(subjects_of(form), functions, PLAIN)

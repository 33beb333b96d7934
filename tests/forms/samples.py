"""Forms to begin a test with."""

from typing import Any

from forms.fields.choice import ChoiceField
from forms.fields.date import DateField
from forms.fields.integer import IntegerField
from forms.fields.long_text import LongTextField
from forms.fields.phone import PhoneField
from forms.fields.text import TextField
from forms.fields.yes_no import YesNoField
from forms.fieldtype import FieldType
from kernel.kinds import Problem
from kernel.reading import Reader

TYPES: dict[str, type[FieldType]] = {
    "text": TextField,
    "long_text": LongTextField,
    "integer": IntegerField,
    "date": DateField,
    "choice": ChoiceField,
    "yes_no": YesNoField,
    "phone": PhoneField,
}


def make_field(name: str = "person", **keys: Any) -> dict[str, Any]:
    """A field of one line of text, unless the keys say otherwise."""
    return {"name": name, "type": "text", "title": name, **keys}


def make_section(*fields: dict[str, Any], name: str = "applicant", **keys: Any) -> dict[str, Any]:
    """A section with these fields, or with one."""
    return {"name": name, "title": {"zh": "申请人", "en": "Applicant"}, "fields": list(fields), **keys}


def make_form(*sections: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A form with these sections, or with one of one field."""
    return {"title": "申请表", "sections": list(sections) or [make_section(make_field())], **keys}


def make_type(name: str, **properties: Any) -> tuple[FieldType, list[Problem]]:
    """A type with the properties, and what was wrong with them."""
    problems: list[Problem] = []
    node = Reader(properties, problems)
    found = TYPES[name].read(node)
    node.finish()
    return found, problems

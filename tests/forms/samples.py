"""Forms to begin a test with."""

from typing import Any

from forms.fields.choice import ChoiceField
from forms.fields.choices import ChoicesField
from forms.fields.consent import ConsentField
from forms.fields.credit_code import CreditCodeField
from forms.fields.date import DateField
from forms.fields.date_range import DateRangeField
from forms.fields.date_time import DateTimeField
from forms.fields.decimal import DecimalField
from forms.fields.declaration import DeclarationField
from forms.fields.document import DocumentField
from forms.fields.email import EmailField
from forms.fields.explanation import ExplanationField
from forms.fields.file import FileField
from forms.fields.formatted import FormattedField
from forms.fields.heading import HeadingField
from forms.fields.hidden import HiddenField
from forms.fields.id_photo import IdPhotoField
from forms.fields.image import ImageField
from forms.fields.integer import IntegerField
from forms.fields.long_text import LongTextField
from forms.fields.money import MoneyField
from forms.fields.phone import PhoneField
from forms.fields.resident_id import ResidentIdField
from forms.fields.rows import RowsField
from forms.fields.text import TextField
from forms.fields.url import UrlField
from forms.fields.year_month import YearMonthField
from forms.fields.yes_no import YesNoField
from forms.fieldtype import FieldType
from kernel.kinds import Problem
from kernel.reading import Reader

TYPES: dict[str, type[FieldType]] = {
    "text": TextField,
    "long_text": LongTextField,
    "integer": IntegerField,
    "decimal": DecimalField,
    "date": DateField,
    "choice": ChoiceField,
    "choices": ChoicesField,
    "yes_no": YesNoField,
    "phone": PhoneField,
    "email": EmailField,
    "resident_id": ResidentIdField,
    "credit_code": CreditCodeField,
    "declaration": DeclarationField,
    "file": FileField,
    "heading": HeadingField,
    "rows": RowsField,
    "id_photo": IdPhotoField,
    "image": ImageField,
    "consent": ConsentField,
    "date_range": DateRangeField,
    "date_time": DateTimeField,
    "document": DocumentField,
    "explanation": ExplanationField,
    "formatted": FormattedField,
    "hidden": HiddenField,
    "money": MoneyField,
    "url": UrlField,
    "year_month": YearMonthField,
}

OPTIONS = [{"value": "a", "title": {"zh": "甲", "en": "A"}}, {"value": "b", "title": {"zh": "乙", "en": "B"}}]
PROPERTIES: dict[str, dict[str, Any]] = {
    "choice": {"options": OPTIONS},
    "choices": {"options": OPTIONS},
    "declaration": {"options": OPTIONS},
    "file": {"max_files": 2},
    "formatted": {"pattern": "[A-Z]{2}[0-9]{4,6}", "example": "JL2026"},
    "hidden": {"given": True},
}
"""What a type has to be given."""

GOOD: dict[str, Any] = {
    "text": "张建国",
    "long_text": "一行\n两行",
    "integer": 12,
    "decimal": "12.50",
    "date": "2026-03-10",
    "choice": "a",
    "choices": ["a", "b"],
    "yes_no": True,
    "phone": "13912345678",
    "email": "zhang@example.cn",
    "resident_id": "11010519491231002X",
    "credit_code": "91350100M000100Y43",
    "declaration": True,
    "file": [3, 5],
    "id_photo": [7],
    "image": [8],
    "rows": [{"cell": "a"}],
    "consent": True,
    "date_range": ["2026-03-10", "2026-04-09"],
    "date_time": "2026-03-10T09:30",
    "document": ["passport", "E00000000"],
    "formatted": "JL123456",
    "hidden": "220000",
    "money": "1234.50",
    "url": "https://www.example.cn/a?b=1",
    "year_month": "2026-03",
}
"""A stored answer of each type that takes one."""


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
    node = Reader({**PROPERTIES.get(name, {}), **properties}, problems)
    found = TYPES[name].read(node)
    node.finish()
    return found, problems

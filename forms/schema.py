"""The JSON Schema of the answers to a form; pure."""

from typing import Any

from forms.definition import Field, Form, Section
from kernel.text import Text

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(form: Form, *, locale: str = "zh") -> dict[str, Any]:
    """One property for each field; required are those that are asked for under every answer."""
    return {
        "$schema": DRAFT,
        "type": "object",
        **_said(form.title, form.help, locale),
        "properties": {field.name: _property(field, locale) for field in form.fields if field.type.asks},
        "required": [
            field.name
            for section in form.sections
            for field in section.fields
            if _always_required(section, field)
        ],
        "additionalProperties": False,
    }


def _property(field: Field, locale: str) -> dict[str, Any]:
    schema = _said(field.title, field.help, locale) | field.type.json_schema()
    if field.type.tabular:
        schema["items"] = {
            "type": "object",
            "properties": {column.name: _property(column, locale) for column in field.columns},
            "required": [column.name for column in field.columns if column.required],
            "additionalProperties": False,
        }
    return schema if field.asked else schema | {"readOnly": True}


def _said(title: Text, explained: Text | None, locale: str) -> dict[str, str]:
    said = {"title": title.of(locale)}
    return said | {"description": explained.of(locale)} if explained else said


def _always_required(section: Section, field: Field) -> bool:
    return (
        field.required
        and section.visible_when is None
        and field.visible_when is None
        and all(one.visible_when is None for one in section.fields if one.name == field.part_of)
    )

"""Gives the fields of a form the options of the registers they draw from; pure."""

from collections.abc import Mapping
from dataclasses import replace

from forms.definition import Field, Form, Section
from forms.options import OptionRegister


def supplied(form: Form, registers: Mapping[str, OptionRegister]) -> Form:
    """The form with the options of these registers; a field whose register is not there offers nothing."""
    if not registers:
        return form
    return replace(form, sections=tuple(_section(section, registers) for section in form.sections))


def _section(section: Section, registers: Mapping[str, OptionRegister]) -> Section:
    return replace(section, fields=tuple(_field(field, registers) for field in section.fields))


def _field(field: Field, registers: Mapping[str, OptionRegister]) -> Field:
    columns = tuple(_field(column, registers) for column in field.columns)
    register = registers.get(field.type.draws_from)
    kind = field.type.supplied(register.options) if register else field.type
    return replace(field, type=kind, columns=columns)

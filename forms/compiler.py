"""One compilation for each version and language: the WTForms class, the loop, the page."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from forms.answers import Outcome, Questions, judged, restored
from forms.compiling import ground_of, questions_of
from forms.definition import Field, Form, read_form
from forms.fieldtype import FieldType
from kernel.expressions import FUNCTIONS, Function

MOST = 256
"""Compiled versions that a process keeps."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class CompiledForm:
    """A version of a form in one language, ready for the page, the API and the file; holds no answers."""

    def __init__(self, form: Form, locale: str) -> None:
        self.form = form
        self.locale = locale
        self.fields: Mapping[str, Field] = {field.name: field for field in form.fields}
        self.sections = frozenset(section.name for section in form.sections)
        self._ground = ground_of(form)
        self._questions: dict[frozenset[str], Questions] = {}

    def questions(self, sections: Collection[str]) -> Questions:
        """What these sections ask; made once for each combination that occurs."""
        opened = frozenset(sections) & self.sections
        found = self._questions.get(opened)
        if found is None:
            found = self._questions[opened] = questions_of(self.form, opened)
        return found

    def normalised(
        self,
        values: Mapping[str, Any],
        sections: Collection[str],
        *,
        today: date,
        kept: Mapping[str, Any] = NOTHING,
    ) -> Outcome:
        """The answers to the open sections with what is wrong and missing; `kept` are those given before."""
        return judged(self._ground, self.questions(sections), values, kept, today)

    def stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The answers as JSON keeps them, without the empty ones."""
        return {
            name: _stored(self.fields[name], value)
            for name, value in values.items()
            if value is not None and name in self.fields
        }

    def restored(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Stored answers as rules see them; what this version no longer takes is left out."""
        return restored(self.questions(self.sections), stored)


def compiled(
    version_id: int,
    body: Mapping[str, Any],
    field_types: Mapping[str, type[FieldType]],
    locale: str = "zh",
    *,
    functions: Mapping[str, Function] = FUNCTIONS,
) -> CompiledForm:
    """The compiled version, made at its first use in this process."""
    language = "en" if locale.startswith("en") else "zh"
    key = (version_id, language)
    ground = (body, dict(field_types), dict(functions))
    known = _kept.get(key)
    # an id says which version of one database; the body tells it from another's
    if known is not None and known[0] == ground:
        return known[1]
    made = CompiledForm(read_form(body, field_types, functions=functions), language)
    while len(_kept) >= MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = (ground, made)
    return made


_kept: dict[tuple[int, str], tuple[Any, CompiledForm]] = {}


def _stored(field: Field, value: Any) -> Any:
    if not field.type.tabular:
        return field.type.stored(value)
    types = {column.name: column.type for column in field.columns}
    return [
        {name: types[name].stored(cell) for name, cell in row.items() if cell is not None and name in types}
        for row in value
    ]

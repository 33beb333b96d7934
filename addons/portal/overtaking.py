"""Two pages of one draft: whether a section changed since a page of it was drawn, and where the two differ."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addons.portal.filling import Filling
from forms.definition import Field, Section
from forms.fieldtype import Offer
from kernel.errors import Invalid
from kernel.text import Text

SIGNS = 24
EMPTY = Text("（空）", "(empty)")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says one thing where it was saved and another on the page."""

    field: Field
    elsewhere: str
    here: str


def ground(found: Filling, section: Section) -> str:
    """What the section says now, in so few signs that a page can carry them: two pages with the same say the same."""
    asked = {field.name: found.values.get(field.name) for field in section.fields if field.asked}
    said = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:SIGNS]


def differences(
    found: Filling, section: Section, typed: Mapping[str, Any], offers: Mapping[str, Sequence[Offer]]
) -> list[Difference]:
    """The fields of the section that were saved otherwise than they stand on the page."""
    told = []
    for field in (one for one in section.fields if one.asked):
        choices = offers.get(field.name, ())
        elsewhere = _words(field, found.values.get(field.name), choices, found.form.locale)
        here = _words(field, typed.get(field.name), choices, found.form.locale)
        if elsewhere != here:
            told.append(Difference(field, elsewhere, here))
    return told


def _words(field: Field, value: Any, offers: Sequence[Offer], locale: str) -> str:
    for offer in offers:
        if offer.value == value:
            return offer.words
    if field.type.tabular:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        return "；".join(_row(field, row, locale) for row in rows) or EMPTY.of(locale)
    try:
        answer = field.type.normalised(value)
    except Invalid:
        # no answer, so it says what was typed
        return str(value)
    return EMPTY.of(locale) if answer is None else field.type.display(answer, locale)


def _row(field: Field, row: Mapping[str, Any], locale: str) -> str:
    cells = [(column, row.get(column.name)) for column in field.columns]
    return "，".join(_words(column, cell, (), locale) for column, cell in cells if cell not in (None, ""))

"""What an enterprise may find wrong: the applicant's answers one by one, as words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from addons.portal.filling import Filling
from forms.fieldtype import Offer
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Row:
    """One answer to which a defect may be pinned."""

    path: str
    title: Text
    section: Text
    words: str


def rows_of(
    found: Filling, sections: Collection[str], *, offers: Mapping[str, Sequence[Offer]], on: date
) -> list[Row]:
    """The visible answers of the sections, what is personal masked."""
    form, stored = found.form, found.submission.answers
    stance = form.state(stored, today=on)
    values = form.restored(stored)
    rows = []
    for section in form.form.sections:
        if section.name not in sections or section.name in stance["hidden"]:
            continue
        for field in section.fields:
            if not field.type.asks or field.compute or field.name in stance["hidden"]:
                continue
            value = values.get(field.name)
            said = "" if value is None else field.type.mask(value, form.locale)
            chosen = (offer.words for offer in offers.get(field.name, ()) if offer.value == value)
            rows.append(Row(field.name, field.title, section.title, next(chosen, said)))
    return rows

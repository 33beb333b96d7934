"""The answers of a form to be checked before filing, or read by those who decide."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from forms.definition import Field, Form, Section
from forms.drawing import Desk, Shown
from forms.fieldtype import Offer
from forms.page import corrected

Words = Callable[[Field, Any], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in words; an address where it can be changed."""

    title: str
    words: str
    address: str
    source: str = ""
    was: str = ""
    """What the platform had brought, where the answer was corrected."""
    rows: tuple[str, ...] = ()
    uploads: tuple[Shown, ...] = ()
    before: str | None = None
    """What it said when the reader looked last, where it says something else now; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section that is read."""

    title: str
    answers: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: how answers are worded for them, which files they may open, and where they change what."""

    words: Words
    address_of: Callable[[str], str]
    uploads: Mapping[int, Shown]
    offers: Mapping[str, Sequence[Offer]]
    """What a live control offers has words there, such as the name of an office."""
    brought: Mapping[str, Any] = field(default_factory=dict)
    """What the platform brought to what may be corrected."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """What answers said when the reader looked last, by the names of those that say something else now."""


def summary(
    form: Form,
    values: Mapping[str, Any],
    sections: Collection[str],
    *,
    hidden: Collection[str],
    desk: Desk,
    reader: Reader,
) -> Markup:
    """The visible answers of the sections, typed values in words."""
    parts = [
        Part(section.title.of(desk.locale), tuple(_lines(section, values, hidden, desk=desk, reader=reader)))
        for section in form.sections
        if section.name in sections and section.name not in hidden
    ]
    drawn = desk.draw("widgets/answers.html", sections=[part for part in parts if part.answers])
    return Markup(drawn)  # noqa: S704 drawn with everything escaped


def _lines(
    section: Section, values: Mapping[str, Any], hidden: Collection[str], *, desk: Desk, reader: Reader
) -> Iterator[Line]:
    for asked in section.fields:
        if asked.name in hidden or not (asked.type.asks and asked.type.shown):
            continue
        value = values.get(asked.name)
        yield Line(
            title=asked.title.of(desk.locale),
            words=_words(asked, value, reader, desk.locale),
            address=reader.address_of(asked.name) if asked.asked else "",
            source=asked.source.of(desk.locale) if asked.source else "",
            was=corrected(asked, value, reader.brought, desk.locale),
            rows=tuple(_rows(asked, value, desk=desk, reader=reader)),
            uploads=_uploads(asked, value, reader),
            before=reader.changed.get(asked.name),
        )


def _words(field: Field, value: Any, reader: Reader, locale: str) -> str:
    """What the platform brought is known to the reader: it needs no more than its mask."""
    if value is None:
        return ""
    for offer in reader.offers.get(field.name, ()):
        if offer.value == value:
            return offer.words
    return (
        field.type.mask(value, locale)
        if field.given and not field.correctable
        else reader.words(field, value)
    )


def _rows(field: Field, value: Any, *, desk: Desk, reader: Reader) -> Iterator[str]:
    for row in value or () if field.columns else ():
        cells = [(column, row.get(column.name)) for column in field.columns]
        said = [
            f"{column.title.of(desk.locale)} {reader.words(column, cell)}"
            for column, cell in cells
            if cell is not None
        ]
        yield (", " if desk.locale == "en" else "，").join(said)


def _uploads(field: Field, value: Any, reader: Reader) -> tuple[Shown, ...]:
    if not field.type.many or not isinstance(value, list):
        return ()
    return tuple(reader.uploads[item] for item in value if isinstance(item, int) and item in reader.uploads)

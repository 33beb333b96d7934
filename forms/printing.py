"""The filled form as a sheet of paper says it: every answer in words, rows as tables, what is declared point by point."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms.compiler import CompiledForm
from forms.definition import Field, Section
from forms.drawing import Shown
from forms.fieldtype import Offer
from forms.sheet import Group

Words = Callable[[Field, Any], str]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One question with its answer: words, or files, or a table, or points each with whether it is ticked."""

    title: str
    words: str = ""
    files: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    points: tuple[tuple[bool, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A section on paper."""

    title: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a sheet shows beside the answers: the files by their ids, and what offered choices are called."""

    uploads: Mapping[int, Shown]
    names: Mapping[str, Sequence[Offer]]


def paper(
    form: CompiledForm,
    stored: Mapping[str, Any],
    sections: Collection[str],
    written: Written,
    *,
    today: date,
) -> tuple[PaperPart, ...]:
    """The visible questions of the sections, those without an answer too: a sheet has a place for them."""
    values, hidden = form.standing(stored, today=today)
    parts = [
        PaperPart(section.title.of(form.locale), tuple(_lines(section, form, values, hidden, written)))
        for section in form.form.sections
        if section.name in sections and section.name not in hidden
    ]
    return tuple(part for part in parts if part.lines)


def _lines(
    section: Section, form: CompiledForm, values: Mapping[str, Any], hidden: Collection[str], written: Written
) -> Iterator[PaperLine]:
    for field in section.fields:
        if field.name not in hidden and field.type.asks and field.type.shown and not field.no_print:
            yield _line(field, values.get(field.name), written, form.locale)


def _line(field: Field, value: Any, written: Written, locale: str) -> PaperLine:
    title = (field.print_title or field.title).of(locale)
    if field.columns:
        return PaperLine(
            title,
            columns=tuple(column.title.of(locale) for column in field.columns),
            rows=tuple(tuple(_cells(field, row, locale)) for row in value or ()),
        )
    options = field.type.options_in(locale)
    if options and field.type.group is Group.LAYOUT:
        chosen = field.type.chosen(value)
        return PaperLine(title, points=tuple((option in chosen, words) for option, words in options))
    files = _files(field, value, written)
    return PaperLine(title, "" if files else _words(field, value, written, locale), files)


def _words(field: Field, value: Any, written: Written, locale: str) -> str:
    if value is None:
        return ""
    for offer in written.names.get(field.name, ()):
        if offer.value == value:
            return offer.words
    return field.type.mask(value, locale) if field.given else field.type.display(value, locale)


def _cells(field: Field, row: Mapping[str, Any], locale: str) -> Iterator[str]:
    for column in field.columns:
        cell = row.get(column.name)
        yield "" if cell is None else column.type.display(cell, locale)


def _files(field: Field, value: Any, written: Written) -> tuple[str, ...]:
    if not field.type.many or not isinstance(value, list):
        return ()
    uploads = written.uploads
    return tuple(uploads[item].name for item in value if isinstance(item, int) and item in uploads)

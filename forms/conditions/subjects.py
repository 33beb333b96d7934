"""What conditions speak of: the answers of a form, each with its sort and its options."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from forms.definition import Field, Form
from forms.rules import FACTS
from kernel.errors import Invalid
from kernel.text import Text

TODAY = Text("今天", "today")
YES_NO = (("yes", Text("是", "yes")), ("no", Text("否", "no")))


class Sort(StrEnum):
    """What an answer is to a rule."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TRUTH = "truth"
    LIST = "list"
    OTHER = "other"


SORTS: Mapping[type, Sort] = {
    str: Sort.TEXT,
    int: Sort.NUMBER,
    Decimal: Sort.NUMBER,
    date: Sort.DATE,
    bool: Sort.TRUTH,
    list: Sort.LIST,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One answer, or a fact, that a condition may ask about."""

    name: str
    title: Text
    sort: Sort
    options: tuple[tuple[str, Text], ...] = ()

    def option(self, value: str) -> Text | None:
        """The words of an option."""
        return next((words for key, words in self.options if key == value), None)

    def value_of(self, words: str) -> str:
        """The value of the option that is written so; anything else stays as it is."""
        known = (key for key, title in self.options if words in (key, title.zh, title.en))
        return next(known, words)


def subjects_of(form: Form) -> Mapping[str, Subject]:
    """Every name that the rules of the form may use."""
    found = {field.name: _subject(field) for field in form.fields if field.type.asks}
    return found | {name: Subject(name, TODAY, Sort.DATE) for name in FACTS}


def _subject(field: Field) -> Subject:
    sort = Sort.LIST if field.type.tabular else _sort(field)
    zh, en = field.type.options_in("zh"), dict(field.type.options_in("en"))
    options = tuple((value, Text(words, en.get(value, words))) for value, words in zh)
    # of a declaration rules see only that it was made
    return Subject(field.name, field.title, sort, YES_NO if sort is Sort.TRUTH else options)


def _sort(field: Field) -> Sort:
    """What the type makes of an answer that it takes; nobody has to say it twice."""
    try:
        answer: Any = field.type.normalised(field.type.sample())
    except Invalid:
        return Sort.OTHER
    return SORTS.get(type(answer), Sort.OTHER)

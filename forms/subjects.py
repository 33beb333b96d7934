"""What the rules of a form speak of: its answers, each with its sort and its options."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from forms.definition import Field, Form
from forms.rules import FACTS
from kernel.conditions import Sort, Subject
from kernel.conditions.subjects import TODAY, YES_NO
from kernel.errors import Invalid
from kernel.text import Text

SORTS: Mapping[type, Sort] = {
    str: Sort.TEXT,
    int: Sort.NUMBER,
    Decimal: Sort.NUMBER,
    date: Sort.DATE,
    bool: Sort.TRUTH,
    list: Sort.LIST,
}


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

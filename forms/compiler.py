"""One compilation for each version and language: the WTForms class, the loop, the page."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from forms.answers import Fault, Outcome, judged, restored, stance
from forms.binding import FormClass
from forms.compiling import ground_of, kept_of, questions_of, read_by_rules
from forms.definition import Field, Form, read_form
from forms.drawing import Shown
from forms.fields.rows import rows_posted
from forms.fieldtype import FieldType, Offer, Posted, as_json
from forms.options import OptionRegister
from forms.page import Page, PageOf, Situation
from forms.questions import Questions
from forms.rules import facts_of
from forms.summary import Reader, summary
from forms.supplying import supplied
from kernel.expressions import FUNCTIONS, Function

MOST = 256
"""Compiled versions that a process keeps."""

TOKEN = "csrf_token"  # noqa: S105 the name of the field
NOTHING: Mapping[str, Any] = MappingProxyType({})
NO_UPLOADS: Mapping[int, Shown] = MappingProxyType({})
NO_ROWS: Mapping[str, int] = MappingProxyType({})
NO_REGISTERS: Mapping[str, OptionRegister] = MappingProxyType({})
NO_OFFERS: Mapping[str, Sequence[Offer]] = MappingProxyType({})


class CompiledForm:
    """A version of a form in one language, ready for the page, the API and the file; holds no answers."""

    def __init__(self, form: Form, locale: str) -> None:
        self.form = form
        self.locale = locale
        self.fields: Mapping[str, Field] = {field.name: field for field in form.fields}
        self.sections = frozenset(section.name for section in form.sections)
        self.brought = frozenset(field.name for field in form.fields if field.given)
        """Where the platform brings the answer, or the beginning of one."""
        self.given = frozenset(field.name for field in form.fields if field.given and not field.correctable)
        self.declared = frozenset(field.name for field in form.fields if field.type.declared)
        """What is answered once more each time it is handed in."""
        self._ground = ground_of(form)
        self._questions: dict[frozenset[str], Questions] = {}
        self._page = PageOf(form, locale)
        self.form_class = FormClass(self)
        self._read = read_by_rules(form)
        self._kept = kept_of(form)
        self.ruled = bool(self._ground.steps or self._read.required_when)

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

    def page(
        self,
        values: Mapping[str, Any],
        problems: Mapping[str, Fault],
        sections: Collection[str],
        *,
        today: date,
        uploads: Mapping[int, Shown] = NO_UPLOADS,
        more_rows: Mapping[str, int] = NO_ROWS,
        offers: Mapping[str, Sequence[Offer]] = NO_OFFERS,
        brought: Mapping[str, Any] = NOTHING,
    ) -> Page:
        """The questions of the sections with these answers, as they are stored or as they were posted."""
        now = Situation(problems, uploads, more_rows, offers, brought)
        if self.ruled:
            computed, now.hidden, now.optional = stance(self._ground, self._read, values, today)
            values = {**values, **computed} if computed else values
        return self._page.filled(values, sections, now)

    def question(self, name: str, value: Any, *, offers: Mapping[str, Sequence[Offer]] = NO_OFFERS) -> Markup:
        """One question by itself, with what stands on it."""
        return self._page.alone(name, Situation({}, NO_UPLOADS, NO_ROWS, offers), value)

    def check_answers(
        self,
        stored: Mapping[str, Any],
        sections: Collection[str],
        *,
        today: date,
        uploads: Mapping[int, Shown] = NO_UPLOADS,
        address_of: Callable[[str], str] = lambda _name: "",
        offers: Mapping[str, Sequence[Offer]] = NO_OFFERS,
        brought: Mapping[str, Any] = NOTHING,
    ) -> Markup:
        """The stored answers in full, each with the address where it is changed, if there is one."""
        reader = Reader(
            lambda field, value: field.type.display(value, self.locale), address_of, uploads, offers, brought
        )
        return self._summary(stored, sections, today, reader)

    def masked_answers(
        self,
        stored: Mapping[str, Any],
        sections: Collection[str],
        *,
        today: date,
        uploads: Mapping[int, Shown] = NO_UPLOADS,
        offers: Mapping[str, Sequence[Offer]] = NO_OFFERS,
        brought: Mapping[str, Any] = NOTHING,
        changed: Mapping[str, str] = NOTHING,
    ) -> Markup:
        """The stored answers with what is personal masked, for those who may not see it all.

        `changed` are the answers that the reader has not seen yet, with what each said before.
        """
        reader = Reader(
            lambda field, value: field.type.mask(value, self.locale),
            lambda _name: "",
            uploads,
            offers,
            brought,
            changed,
        )
        return self._summary(stored, sections, today, reader)

    def _summary(
        self, stored: Mapping[str, Any], sections: Collection[str], today: date, reader: Reader
    ) -> Markup:
        values, hidden = self.standing(stored, today=today)
        return summary(self.form, values, sections, hidden=hidden, desk=self._page.desk, reader=reader)

    def standing(self, stored: Mapping[str, Any], *, today: date) -> tuple[dict[str, Any], Collection[str]]:
        """Stored answers with what is computed of them, and the names of what is hidden."""
        computed, hidden, _ = stance(self._ground, self._read, stored, today)
        return {**self.restored(stored), **computed}, hidden

    def state(self, values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
        """What the rules say of what is typed, as JSON: the browser shows it and reckons nothing itself."""
        computed, hidden, optional = stance(self._ground, self._read, values, today)
        words = {name: self.fields[name].type.display(value, self.locale) for name, value in computed.items()}
        return {"hidden": sorted(hidden), "optional": sorted(optional), "computed": words}

    def raw_from(self, posted: Posted, sections: Collection[str]) -> dict[str, Any]:
        """What a page posted: the open questions as their types gather them, and whatever else was sent.

        Keys that begin with an underscore and the token are the page's own: its buttons and hidden marks.
        """
        names = self.questions(sections).names
        raw: dict[str, Any] = {}
        for key in posted:
            name = key if key in self.fields else key.partition("-")[0]
            field = self.fields.get(name)
            if name in names and field and (key == name or field.type.tabular):
                if name not in raw:
                    raw[name] = _gathered(field, posted)
            elif key != TOKEN and not key.startswith("_"):
                raw[key] = posted.getlist(key)[0]
        return raw

    def facts(self, stored: Mapping[str, Any], *, today: date) -> dict[str, Any]:
        """Stored answers as rules read them: every name, what is hidden empty, what is computed done."""
        values = self.restored(stored)
        computed, hidden, _ = stance(self._ground, self._read, stored, today)
        facts = facts_of(self._ground.blank, {**values, **computed}, self._ground.listed, today)
        return {name: None if name in hidden else value for name, value in facts.items()}

    def stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The answers as JSON keeps them, without the empty ones."""
        return {
            name: _stored(self.fields[name], value)
            for name, value in values.items()
            if value is not None and name in self.fields
        }

    def restored(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Stored answers as rules see them; what this version no longer takes is left out."""
        return restored(self._kept, stored)

    def known(self, name: str, value: Any) -> Any:
        """A value of the platform's own as JSON keeps it under a field; None when it is empty."""
        field = self.fields[name]
        answer = field.type.normalised(as_json(value))
        return None if answer is None else _stored(field, answer)

    def given_in(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Of stored answers those that the platform brought and nobody may correct, as they are."""
        return {name: value for name, value in stored.items() if name in self.given}


def compiled(
    version_id: int,
    body: Mapping[str, Any],
    field_types: Mapping[str, type[FieldType]],
    locale: str = "zh",
    *,
    functions: Mapping[str, Function] = FUNCTIONS,
    registers: Mapping[str, OptionRegister] = NO_REGISTERS,
) -> CompiledForm:
    """The compiled version, made at its first use in this process."""
    language = "en" if locale.startswith("en") else "zh"
    key = (version_id, language)
    ground = (body, dict(field_types), dict(functions), dict(registers))
    known = _kept.get(key)
    # an id says which version of one database; the body tells it from another's
    if known is not None and known[0] == ground:
        return known[1]
    made = CompiledForm(supplied(read_form(body, field_types, functions=functions), registers), language)
    while len(_kept) >= MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = (ground, made)
    return made


_kept: dict[tuple[int, str], tuple[Any, CompiledForm]] = {}


def _gathered(field: Field, posted: Posted) -> Any:
    if not field.type.tabular:
        return field.type.gathered(posted, field.name)
    return rows_posted(posted, field.name, {column.name: column.type for column in field.columns})


def _stored(field: Field, value: Any) -> Any:
    if not field.type.tabular:
        return field.type.stored(value)
    types = {column.name: column.type for column in field.columns}
    return [
        {name: types[name].stored(cell) for name, cell in row.items() if cell is not None and name in types}
        for row in value
    ]

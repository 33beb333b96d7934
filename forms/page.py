"""The page of a form: drawn once, filled by each request; and the answers to be read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from forms.answers import Fault
from forms.definition import Field, Form, Section
from forms.drawing import Desk, Question, Shown
from forms.fieldtype import Offer
from forms.marks import Drawn, Marks, State
from forms.offering import Offers
from forms.plans import Plan, plan_of
from forms.stacks import Stack, stacked
from kernel.errors import Invalid
from kernel.text import Text

STACKED = 50
"""So many rows are filled in one go; of more each by itself."""
DIGITS = 16
FEW = 6
"""So many offers stand open on the page; the others unfold."""
NOTHING = Markup("")
NO_WORDS: Mapping[str, str] = {}
NO_FAULT = frozenset({State.BAD})
NOT_ON_RECORD = Text("未登记", "not on record")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at the head of the page, and the questions; form, token and buttons are the page's own."""

    errors: Markup
    fields: Markup

    def __html__(self) -> str:
        return f"{self.errors}{self.fields}"


@dataclass(slots=True)
class Situation:
    """What a request knows besides the answers."""

    faults: Mapping[str, Fault]
    uploads: Mapping[int, Shown]
    more_rows: Mapping[str, int]
    offers: Mapping[str, Sequence[Offer]]
    brought: Mapping[str, Any] = field(default_factory=dict)
    """What the platform brought to what may be corrected."""
    hidden: Collection[str] = ()
    optional: Collection[str] = ()


class PageOf:
    """The page of one form in one language; each section is drawn at its first use."""

    def __init__(self, form: Form, locale: str) -> None:
        self.form = form
        self.locale = locale
        asked_in_order = [found for asked in form.fields for found in (asked, *asked.columns)]
        self._titles = {asked.name: asked.title.of(locale) for asked in asked_in_order}
        self._fields = {asked.name: asked for asked in form.fields}
        self._unseen = {asked.name for asked in form.fields if not asked.type.shown}
        self.desk = Desk({type(asked.type) for asked in asked_in_order}, locale)
        self._sections = {section.name: section for section in form.sections}
        self._order = [section.name for section in form.sections]
        self._places = {asked.name: (section, asked) for section in form.sections for asked in section.fields}
        self._plan = lru_cache(maxsize=64)(self._drawn_sections)
        self._row = lru_cache(maxsize=512)(self._drawn_row)
        self._stack = lru_cache(maxsize=64)(self._drawn_stack)

    def filled(self, values: Mapping[str, Any], sections: Collection[str], now: Situation) -> Page:
        """The page for these answers."""
        names = tuple(name for name in self._order if name in sections)
        faulty, plan = self._plan(names)
        if not now.faults:
            drawn = plan.filled(values, NO_WORDS, now, hidden=now.hidden, optional=now.optional)
            return Page(NOTHING, Markup(drawn))  # noqa: S704 drawn with everything escaped
        words = {path: fault.sentence(self.locale) for path, fault in now.faults.items()}
        drawn = faulty.filled(values, words, now, hidden=now.hidden, optional=now.optional)
        return Page(Markup(self._errors(words)), Markup(drawn))  # noqa: S704 drawn with everything escaped

    def alone(self, name: str, now: Situation, value: Any = None) -> Markup:
        """One question of the page by itself."""
        section, asked = self._places[name]
        marks = Marks()
        pieces = marks.pieces(self.desk.question(self._question(asked, section, marks)))
        plan = plan_of(pieces, {name: asked.type}, without=NO_FAULT)
        return Markup(plan.filled({name: value}, NO_WORDS, now))  # noqa: S704 drawn with everything escaped

    def _errors(self, words: Mapping[str, str]) -> str:
        order = {name: number for number, name in enumerate(self._titles)}
        paths = sorted(words, key=lambda path: _place(path, order))
        faults = [(self._place(path), self._told(path, words[path])) for path in paths]
        return self.desk.draw("widgets/errors.html", faults=faults)

    def _place(self, path: str) -> str:
        """Where the fault stands on the page; empty for what the page does not show."""
        return "" if path in self._unseen else path.replace(".", "-")

    def _told(self, path: str, said: str) -> str:
        """The fault with the field's title, which stands far from the summary."""
        title = self._titles.get(path.rpartition(".")[2], "")
        glue = ": " if self.locale == "en" else "："
        return said if not title or title in said else f"{title}{glue}{said}"

    def _drawn_sections(self, names: tuple[str, ...]) -> tuple[Plan, Plan]:
        marks = Marks()
        drawn = []
        for name in names:
            section = self._sections[name]
            head = self._head(section) if len(names) > 1 else ""
            drawn += [head, *self._questions(section, marks)]
        pieces = marks.pieces("\n".join(drawn))
        types = {asked.name: asked.type for name in names for asked in self._sections[name].fields}
        return plan_of(pieces, types), plan_of(pieces, types, without=NO_FAULT)

    def _questions(self, section: Section, marks: Marks) -> Iterator[str]:
        """The questions one below the other, or in two columns across which the wide ones reach."""
        apart = section.columns > 1
        if apart:
            yield '<div class="fld-cols">'
        for asked in section.fields:
            if asked.type.shown:
                drawn = self.desk.question(self._question(asked, section, marks))
                yield f'<div class="wide">{drawn}</div>' if apart and asked.wide else drawn
        if apart:
            yield "</div>"

    def _head(self, section: Section) -> str:
        said = self.desk.words(section.help) if section.help else ""
        return f'<h2 class="mb-2">{self.desk.words(section.title)}</h2>' + (
            f'<p class="hint">{said}</p>' if said else ""
        )

    def _question(self, asked: Field, section: Section, marks: Marks) -> Question:
        return Question(
            field=asked,
            id=asked.name,
            locale=self.locale,
            marks=marks,
            answer=self._answer(asked),
            correction=self._corrected(asked) if asked.correctable else None,
            hideable=bool(asked.visible_when or asked.part_of or section.visible_when),
            others=tuple(
                one.title.of(self.locale)
                for one in section.fields
                if one is not asked
                and asked.one_of
                and (one.part_of, one.one_of) == (asked.part_of, asked.one_of)
            ),
            leaning=self._fields.get(asked.type.leans_on),
        )

    def _answer(self, asked: Field) -> Any:
        """How the answer of a field is drawn at a request, for those that no input holds."""
        if asked.given and not asked.correctable:
            return lambda value, now: escape(_given(asked, value, now, self.locale))
        if asked.compute:
            return lambda value, now: escape(asked.type.display(value, self.locale))  # noqa: ARG005
        if asked.type.tabular:
            return lambda value, now: self._rows(asked, value, now)
        if asked.type.live:
            return lambda value, now: self._live(asked, value, now)
        return lambda value, now: self._uploads(asked, value, now)

    def _corrected(self, asked: Field) -> Drawn:
        """What the platform had brought, where the answer is another now."""

        def drawn(value: Any, now: Situation) -> str:
            was = corrected(asked, value, now.brought, self.locale)
            return self.desk.draw("widgets/corrected.html", name=asked.name, was=was) if was else ""

        return drawn

    def _live(self, asked: Field, value: Any, now: Situation) -> str:
        chosen = () if value is None else asked.type.chosen(value)
        found = now.offers.get(asked.name, ())
        offers = found if isinstance(found, Offers) else Offers(tuple(found))
        values = [offer.value for offer in offers]
        return self.desk.draw(
            asked.type.live,
            name=asked.name,
            offers=offers,
            chosen=chosen,
            few=FEW,
            unfolded=any(value in chosen for value in values[FEW:]),
            gone=bool(offers) and any(value not in values for value in chosen),
        )

    def _uploads(self, asked: Field, value: Any, now: Situation) -> str:
        ids = _ids(value)
        uploads = [now.uploads[key] for key in ids if key in now.uploads]
        offers = [offer for offer in now.offers.get(asked.name, ()) if offer.value not in map(str, ids)]
        if not uploads and not offers:
            return ""
        return self.desk.draw("widgets/uploads.html", uploads=uploads, offers=offers, name=asked.name)

    def _rows(self, asked: Field, value: Any, now: Situation) -> str:
        given = value if isinstance(value, list) else []
        # most rows are plain mappings, which need not be asked what else they are
        rows = [row for row in given if row.__class__ is dict or isinstance(row, Mapping)]
        count = max(len(rows), 1) + now.more_rows.get(asked.name, 0)
        blank: Mapping[str, Any] = {}
        if not now.faults and (stack := self._stack(asked.name, count)) is not None:
            return stack.filled(rows + [blank] * (count - len(rows)))
        filled = []
        for number in range(count):
            faulty, plan = self._row(asked.name, number)
            row = rows[number] if number < len(rows) else blank
            words = _within(now.faults, f"{asked.name}.{number}.", self.locale) if now.faults else {}
            if words:
                filled.append(faulty.filled(row, words, now))
            else:
                filled.append(plan.filled(row, NO_WORDS, now))
        return "".join(filled)

    def _drawn_stack(self, name: str, count: int) -> Stack | None:
        """So many rows as one plan, unless there are very many or their cells need more."""
        return stacked([self._row(name, number)[1] for number in range(count)]) if count <= STACKED else None

    def _drawn_row(self, name: str, number: int) -> tuple[Plan, Plan]:
        asked = next(found for found in self.form.fields if found.name == name)
        marks = Marks()
        cells = [
            Question(field=column, id=f"{name}-{number}-{column.name}", locale=self.locale, marks=marks)
            for column in asked.columns
        ]
        drawn = Markup("\n").join(Markup(self.desk.question(cell)) for cell in cells)  # noqa: S704
        pieces = marks.pieces(self.desk.draw("widgets/row.html", cells=drawn, number=number, name=name))
        types = {column.name: column.type for column in asked.columns}
        return plan_of(pieces, types), plan_of(pieces, types, without=NO_FAULT)


def corrected(asked: Field, value: Any, brought: Mapping[str, Any], locale: str) -> str:
    """What the platform brought, in words, when the answer is no longer that; else nothing."""
    if asked.name not in brought or value == brought[asked.name]:
        return ""
    try:
        same = asked.type.stored(asked.type.normalised(value)) == brought[asked.name]
    except Invalid:
        same = False
    return "" if same else given_words(asked, brought[asked.name], locale)


def _given(asked: Field, value: Any, now: Situation, locale: str) -> str:
    called = next((offer.words for offer in now.offers.get(asked.name, ()) if offer.value == value), "")
    return called or given_words(asked, value, locale)


def given_words(asked: Field, value: Any, locale: str) -> str:
    """What the platform brought, as much of it as its owner needs to know it again."""
    try:
        answer = asked.type.normalised(value)
    except Invalid:
        answer = None
    return NOT_ON_RECORD.of(locale) if answer is None else asked.type.mask(answer, locale)


def _ids(value: Any) -> list[int]:
    """The references among stored or posted values."""
    given = value if isinstance(value, list) else []
    return [
        int(item) for item in given if str(item).isascii() and str(item).isdigit() and len(str(item)) < DIGITS
    ]


def _place(path: str, order: Mapping[str, int]) -> tuple[int, int, int]:
    """Where a fault stands on the page: its field, its row, its column; what the page does not have is last."""
    field, _, cell = path.partition(".")
    row, _, column = cell.partition(".")
    last = len(order)
    # a path may be what somebody posted: digits that are no number, or more than any row has
    counted = row.isascii() and row.isdigit() and len(row) < DIGITS
    return order.get(field, last), int(row) if counted else -1, order.get(column, last)


def _within(faults: Mapping[str, Fault], prefix: str, locale: str) -> dict[str, str]:
    return {
        path.removeprefix(prefix): fault.sentence(locale)
        for path, fault in faults.items()
        if path.startswith(prefix)
    }

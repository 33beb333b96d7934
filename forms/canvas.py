"""A form as the designer shows it: every node with its marks, its faults, and its question as the compiler draws it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from forms.definition import Field, Form, examined
from forms.fieldtype import FieldType, Offer
from forms.options import OptionRegister
from forms.page import PageOf, Situation
from forms.supplying import supplied
from kernel.expressions import FUNCTIONS, Expression, Function
from kernel.kinds import Problem
from kernel.nodes import spots_in
from kernel.text import Text

Reading = Callable[[str, Form], Text]
"""How the text of a rule reads in plain words."""

Telling = Callable[[Mapping[str, Any], Problem], Problem]
"""How a problem of a node is told to those who have no keys before them."""

NOTHING = Markup("")
NO_REGISTERS: Mapping[str, OptionRegister] = MappingProxyType({})
LISTED = Text("这里列出可选的{0}", "What can be chosen is listed here: {0}")
BY_REQUEST = Text("填写时由系统给出。", "The platform offers it when somebody fills it in.")


class Kind(StrEnum):
    """What a mark says of its node."""

    VISIBLE = "visible_when"
    REQUIRED = "required_when"
    COMPUTED = "compute"
    CHECK = "check"
    ELIGIBLE = "eligible"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule with its text and how it reads, or that the platform brings the answer and whence."""

    kind: Kind
    words: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A field on the canvas, or a column of a table."""

    name: str
    title: str
    type_name: str
    type_title: str
    icon: str
    required: bool = False
    marks: tuple[Mark, ...] = ()
    faults: tuple[Problem, ...] = ()
    columns: "tuple[Item, ...]" = ()
    tabular: bool = False
    wide: bool = False
    shown: Markup = NOTHING
    """The question as applicants see it; empty when the field cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A section on the canvas."""

    name: str
    title: str
    help: str
    filled_by: str
    at: str
    marks: tuple[Mark, ...]
    faults: tuple[Problem, ...]
    items: tuple[Item, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule on the page that lists all of them: of which node, or of the whole form when the name is empty."""

    at: str
    title: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Canvas:
    """The whole form; `faults` are those of no section."""

    title: str
    help: str
    sheets: tuple[Sheet, ...]
    marks: tuple[Mark, ...]
    faults: tuple[Problem, ...]

    @property
    def count(self) -> int:
        """How many fields there are."""
        return sum(len(sheet.items) for sheet in self.sheets)

    @property
    def rules(self) -> tuple[Ruled, ...]:
        """Every rule in the order of the form, those of the whole form last."""
        found: list[Ruled] = []
        for sheet in self.sheets:
            nodes: tuple[Item | Sheet, ...] = (sheet, *sheet.items)
            for node in nodes:
                found += [Ruled(node.name, node.title, mark) for mark in node.marks if mark.text]
        return (*found, *(Ruled("", self.title, mark) for mark in self.marks))

    @property
    def troubled(self) -> tuple[Item | Sheet, ...]:
        """The sections and fields that something is wrong with, in the order of the form."""
        found: list[Item | Sheet] = []
        for sheet in self.sheets:
            found += [sheet] if sheet.faults else []
            found += [item for item in sheet.items if item.faults or any(one.faults for one in item.columns)]
        return tuple(found)


def canvas(
    body: Mapping[str, Any],
    field_types: Mapping[str, type[FieldType]],
    *,
    functions: Mapping[str, Function] = FUNCTIONS,
    locale: str = "zh",
    reading: Reading | None = None,
    telling: Telling | None = None,
    registers: Mapping[str, OptionRegister] = NO_REGISTERS,
) -> Canvas:
    """The form as far as it can be read; what cannot be read is there with what is wrong."""
    form, problems = examined(body, field_types, functions=functions)
    form = supplied(form, registers)
    easel = Easel(
        form, faults_by_node(body, problems), field_types, locale=locale, reading=reading, telling=telling
    )
    return Canvas(
        title=easel.words(body.get("title")),
        help=easel.words(body.get("help")),
        sheets=tuple(easel.sheet(node) for node in _nodes(body.get("sections"))),
        marks=(
            *(easel.rule(Kind.ELIGIBLE, check.holds) for check in form.eligible),
            *(easel.rule(Kind.CHECK, check.holds) for check in form.checks),
        ),
        faults=easel.faults(body),
    )


def faults_by_node(body: Mapping[str, Any], problems: Sequence[Problem]) -> dict[int, tuple[Problem, ...]]:
    """Every problem under the identity of the innermost node at whose path it stands, or of the body."""
    spots = [(spot.path, spot.node) for spot in spots_in(dict(body))]
    found: dict[int, tuple[Problem, ...]] = {}
    for problem in problems:
        above = [(len(path), node) for path, node in spots if _is_within(problem.path, path)]
        owner = max(above, key=lambda pair: pair[0])[1] if above else body
        found[id(owner)] = (*found.get(id(owner), ()), problem)
    return found


class Easel:
    """Draws the nodes of one body."""

    def __init__(
        self,
        form: Form,
        faults: Mapping[int, tuple[Problem, ...]],
        field_types: Mapping[str, type[FieldType]],
        *,
        locale: str,
        reading: Reading | None = None,
        telling: Telling | None = None,
    ) -> None:
        self._form = form
        self._telling = telling
        self._reading = reading
        self._page = PageOf(form, locale)
        self._fields = {field.name: field for field in form.fields}
        self._sections = {section.name: section for section in form.sections}
        self._faults = faults
        self._types = field_types
        self._locale = locale

    def sheet(self, node: Mapping[str, Any]) -> Sheet:
        """A section with its fields."""
        name = _text(node.get("name"))
        section = self._sections.get(name)
        return Sheet(
            name=name,
            title=self.words(node.get("title")),
            help=self.words(node.get("help")),
            filled_by=_text(node.get("filled_by")) or "applicant",
            at=_text(node.get("at")),
            marks=self._rules({Kind.VISIBLE: section.visible_when}) if section else (),
            faults=self.faults(node),
            items=tuple(self._item(inner) for inner in _nodes(node.get("fields"))),
            columns=section.columns if section else 1,
        )

    def faults(self, node: Mapping[str, Any]) -> tuple[Problem, ...]:
        """What is wrong with a node itself, and with what has no name in it."""
        found = self._faults.get(id(node), ())
        telling = self._telling
        return found if telling is None else tuple(telling(node, one) for one in found)

    def _item(self, node: Mapping[str, Any]) -> Item:
        name, type_name = _text(node.get("name")), _text(node.get("type"))
        kind, field = self._types.get(type_name), self._fields.get(name)
        return Item(
            name=name,
            title=self.words(node.get("title")) or name,
            type_name=type_name,
            type_title=kind.title.of(self._locale) if kind else type_name,
            icon=kind.icon if kind else "circle-help",
            required=node.get("required") is True,
            marks=tuple(self._marks(field)) if field else (),
            faults=self.faults(node),
            columns=tuple(self._column(inner) for inner in _nodes(node.get("fields"))),
            tabular=bool(kind and kind.tabular),
            wide=field is None or field.wide,
            shown=self._shown(field) if field else NOTHING,
        )

    def _column(self, node: Mapping[str, Any]) -> Item:
        type_name = _text(node.get("type"))
        kind = self._types.get(type_name)
        name = _text(node.get("name"))
        return Item(
            name=name,
            title=self.words(node.get("title")) or name,
            type_name=type_name,
            type_title=kind.title.of(self._locale) if kind else type_name,
            icon=kind.icon if kind else "circle-help",
            required=node.get("required") is True,
            faults=self.faults(node),
        )

    def _marks(self, field: Field) -> Iterator[Mark]:
        if field.given:
            yield Mark(Kind.GIVEN, field.source.of(self._locale) if field.source else "")
        yield from self._rules(
            {
                Kind.VISIBLE: field.visible_when,
                Kind.REQUIRED: field.required_when,
                Kind.COMPUTED: field.compute,
            }
        )
        yield from (self.rule(Kind.CHECK, check.holds) for check in field.checks)

    def rule(self, kind: Kind, rule: Expression) -> Mark:
        """A rule with how it reads."""
        words = self._reading(rule.source, self._form).of(self._locale) if self._reading else rule.source
        return Mark(kind, words, rule.source)

    def _rules(self, rules: Mapping[Kind, Expression | None]) -> tuple[Mark, ...]:
        return tuple(self.rule(kind, rule) for kind, rule in rules.items() if rule)

    def _shown(self, field: Field) -> Markup:
        """The question with what belongs to it, such as the materials of a list."""
        parts = [field, *(one for one in self._form.fields if one.part_of == field.name)]
        return Markup("").join(self._alone(one) for one in parts if one.type.shown)

    def _alone(self, field: Field) -> Markup:
        """One question; what nobody fills in stands there with a sample of it."""
        offer = Offer("", LISTED.of(self._locale).format(field.type.title.of(self._locale)))
        noted = offer._replace(note=BY_REQUEST.of(self._locale))
        now = Situation({}, {}, {}, {field.name: (noted,)} if field.type.live else {})
        return self._page.alone(
            field.name, now, field.type.sample() if field.given or field.compute else None
        )

    def words(self, value: object) -> str:
        """A text of the body in this language, whatever form it has there."""
        if isinstance(value, Mapping):
            zh, en = _text(value.get("zh")), _text(value.get("en"))
            return Text(zh or en, en or zh).of(self._locale)
        return _text(value)


def _nodes(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_within(path: str, node: str) -> bool:
    """Whether a problem's path is that of the node or of something in it."""
    return path == node or path.startswith((f"{node}.", f"{node}["))

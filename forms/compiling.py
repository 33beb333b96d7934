"""From a form as a value to the questions of the loop: normalisers bound, rules put in order, once a version."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from forms.answers import please
from forms.bounds import rules_of
from forms.definition import Field, Form, Section, needs_of
from forms.fieldtype import FieldType, as_json
from forms.questions import Cell, Check, Dated, Ground, Questions, Table
from forms.rules import Step, in_turn
from kernel.expressions import Expression


def ground_of(form: Form) -> Ground:
    """What holds for the whole form."""
    asked = [field for field in form.fields if field.type.asks]
    columns = [column for field in asked for column in field.columns]
    read = {name for rule in rules_of(form) for name in rule.names}
    return Ground(
        blank={field.name: None for field in form.fields},
        titles={field.name: field.title for field in (*asked, *columns)},
        wanted={field.name: please(field.title) for field in (*asked, *columns)},
        steps=in_turn(_steps(form), needs_of(form)),
        listed={field.name: _told(field) for field in asked if field.columns and field.name in read},
    )


def _told(field: Field) -> str:
    """The column that rules read of the rows: the first whose cells are one value each."""
    return next((one.name for one in field.columns if not one.type.many), "")


def questions_of(form: Form, sections: Collection[str]) -> Questions:
    """What the open sections ask."""
    opened = [section for section in form.sections if section.name in sections]
    asked = [field for section in opened for field in section.fields if field.asked]
    names = frozenset(field.name for field in asked)
    shown = {field.name for section in opened for field in section.fields if field.type.asks}
    return Questions(
        names=names,
        cells=tuple(_cell(field) for field in asked if not field.type.tabular),
        tables=tuple(_table(field) for field in asked if field.type.tabular),
        dated=_dated(asked),
        required_when=tuple((field.name, field.required_when) for field in asked if field.required_when),
        checks=tuple(check for check in _checks(form) if check.path in shown),
        groups=tuple(_groups(asked)),
        leaning=tuple(
            (field.name, field.type.leans_on, field.type.refuse_beside)
            for field in asked
            if field.type.leans_on
        ),
    )


def kept_of(form: Form) -> Questions:
    """Everything that is kept: the answers of people, and what the platform gave."""
    return _read([field for field in form.fields if _is_kept(field)])


def read_by_rules(form: Form) -> Questions:
    """The questions whose answers decide what a page shows, asks for and computes."""
    rules = [rule for section in form.sections for rule in _deciding(section)]
    read = {name for rule in rules for name in rule.names}
    wanted = [(field.name, field.required_when) for field in form.fields if field.required_when]
    return _read(
        [field for field in form.fields if field.name in read and _is_kept(field)],
        required_when=tuple(wanted),
    )


def _read(fields: Collection[Field], required_when: tuple[tuple[str, Expression], ...] = ()) -> Questions:
    return Questions(
        names=frozenset(field.name for field in fields),
        cells=tuple(_cell(field) for field in fields if not field.type.tabular),
        tables=tuple(_table(field) for field in fields if field.type.tabular),
        required_when=required_when,
        optional_unless=_by_rule(required_when),
    )


def _by_rule(
    required_when: tuple[tuple[str, Expression], ...],
) -> tuple[tuple[Expression, tuple[str, ...]], ...]:
    found: dict[str, tuple[Expression, list[str]]] = {}
    for name, rule in required_when:
        found.setdefault(rule.source, (rule, []))[1].append(name)
    return tuple((rule, tuple(names)) for rule, names in found.values())


def _is_kept(field: Field) -> bool:
    """What is computed is reckoned anew each time."""
    return field.type.asks and field.compute is None


def _cell(field: Field) -> Cell:
    return (field.name, field.type.normaliser(), field.required)


def _table(field: Field) -> Table:
    return Table(
        name=field.name,
        counted=field.type.normalised,
        required=field.required,
        cells=tuple(_cell(column) for column in field.columns),
        dated=_dated(field.columns),
        columns=frozenset(column.name for column in field.columns),
    )


def _dated(fields: Collection[Field]) -> tuple[tuple[str, Dated], ...]:
    return tuple(
        (field.name, field.type.refuse_on)
        for field in fields
        if type(field.type).refuse_on is not FieldType.refuse_on
    )


def _groups(asked: Collection[Field]) -> Iterator[tuple[str, ...]]:
    """The fields of each list that stand for one another."""
    groups = dict.fromkeys((field.part_of, field.one_of) for field in asked if field.one_of)
    for of, group in groups:
        yield tuple(field.name for field in asked if (field.part_of, field.one_of) == (of, group))


def _steps(form: Form) -> dict[str, list[Step]]:
    steps: dict[str, list[Step]] = {}
    for section in form.sections:
        names = (section.name, *(field.name for field in section.fields))
        if section.visible_when:
            steps.setdefault(section.name, []).append(Step(names, section.visible_when))
        for field in section.fields:
            if field.visible_when:
                items = (one.name for one in section.fields if one.part_of == field.name)
                steps.setdefault(field.name, []).append(Step((field.name, *items), field.visible_when))
            if field.compute:
                steps.setdefault(field.name, []).append(Step((field.name,), field.compute, _computed(field)))
    return steps


def _computed(field: Field) -> Any:
    """What a rule yields, as the field's type would have it."""

    def answer(value: Any) -> Any:
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        return field.type.normalised(as_json(value))

    return answer


def _checks(form: Form) -> Iterator[Check]:
    order = [field.name for field in form.fields]
    for field in form.fields:
        for check in field.checks:
            yield Check(field.name, check.holds, check.message, needs_answer=True)
    for check in form.checks:
        # a condition on the whole form shows at the last answer it reads
        read = [name for name in order if name in check.holds.names]
        if read:
            yield Check(read[-1], check.holds, check.message, needs_answer=False)


def _deciding(section: Section) -> Iterator[Expression]:
    if section.visible_when:
        yield section.visible_when
    for field in section.fields:
        yield from filter(None, (field.visible_when, field.required_when, field.compute))

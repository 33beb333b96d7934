"""A form read from a body, with everything that is wrong; pure."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from forms.bounds import excesses
from forms.contradictions import contradictions
from forms.eligibility import unknown_before
from forms.fieldtype import FieldType
from forms.filled import with_filled
from forms.rules import FACTS, ring
from forms.shape import Check, Field, Form, Necessity, Section
from kernel.expressions import FUNCTIONS, Expression, Function
from kernel.kinds import Problem
from kernel.nodes import spots_by_name
from kernel.reading import Reader, refuse_any
from kernel.text import Text

__all__ = ["Check", "Field", "Form", "Section", "examined", "needs_of", "read_form"]


def read_form(
    body: Mapping[str, Any],
    field_types: Mapping[str, type[FieldType]],
    *,
    functions: Mapping[str, Function] = FUNCTIONS,
) -> Form:
    """The form that a body says, or a refusal with everything that is wrong."""
    form, problems = examined(body, field_types, functions=functions)
    refuse_any(problems, Text("表单定义有误。", "The definition of the form is wrong."))
    return form


def examined(
    body: Mapping[str, Any],
    field_types: Mapping[str, type[FieldType]],
    *,
    functions: Mapping[str, Function] = FUNCTIONS,
) -> tuple[Form, list[Problem]]:
    """The form as far as it can be read, and every problem."""
    problems: list[Problem] = []
    root = Reader(body, problems, functions=functions)
    names = _field_names(body) | FACTS
    form = Form(
        title=root.title(),
        help=root.words("help"),
        sections=tuple(_section(node, names, field_types) for node in root.some("sections")),
        checks=_checks(root, names),
        eligible=_checks(root, names, key="eligible"),
    )
    root.finish()
    form, unfilled = with_filled(form, functions)
    problems.extend(unfilled)
    problems.extend(unknown_before(form))
    _refuse_repeated_names(body, problems)
    _refuse_ring(form, problems)
    problems.extend(excesses(form))
    return form, problems


def _field_names(body: Mapping[str, Any]) -> frozenset[str]:
    """The names that rules may use, found before anything is checked."""
    sections = body.get("sections")
    lists = [section.get("fields") for section in _mappings(sections)]
    fields = [field for found in lists for field in _mappings(found)]
    items = [item for field in fields for item in _mappings(field.get("items"))]
    named = [found.get("name") for found in (*fields, *items)]
    return frozenset(name for name in named if isinstance(name, str))


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    return (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))


def _section(node: Reader, names: frozenset[str], field_types: Mapping[str, type[FieldType]]) -> Section:
    fields = [field for inner in node.some("fields") for field in _fields(inner, names, field_types)]
    section = Section(
        name=node.name(),
        title=node.title(),
        fields=tuple(fields),
        filled_by=node.text("filled_by", default="applicant"),
        at=node.text("at") if node.has("at") else None,
        help=node.words("help"),
        visible_when=node.rule("visible_when", names=names),
        columns=node.whole("columns", default=1, least=1, most=2) or 1,
    )
    node.finish()
    return section


def _fields(
    node: Reader, names: frozenset[str], field_types: Mapping[str, type[FieldType]]
) -> tuple[Field, ...]:
    """The field of a node; after a list its items, which are fields as well; none of an unknown type."""
    type_name = node.text("type")
    if type_name not in field_types:
        if type_name:
            _refuse_type(node, type_name, field_types)
        return ()
    field = _field(node, type_name, names, field_types)
    kind = field.type.listed
    items = () if kind is None else tuple(_item(inner, kind, field, names) for inner in node.some("items"))
    node.finish()
    return (field, *items)


def _item(node: Reader, kind: type[FieldType], within: Field, names: frozenset[str]) -> Field:
    """An item of a list: asked for unless it is optional, wanted by a rule, or one of a group."""
    group, rule = node.text("one_of", default=""), node.rule("required_when", names=names)
    optional = node.member("necessity", Necessity, default=Necessity.REQUIRED) is Necessity.OPTIONAL
    item = Field(
        name=node.name(),
        title=node.title(),
        type_name=within.type_name,
        type=kind.read(node),
        help=node.words("help"),
        required=not (optional or group or rule),
        visible_when=node.rule("visible_when", names=names),
        required_when=None if group else rule,
        part_of=within.name,
        one_of=group,
    )
    _refuse_fact(node, item)
    node.finish()
    return item


def _field(
    node: Reader, type_name: str, names: frozenset[str], field_types: Mapping[str, type[FieldType]]
) -> Field:
    kind = field_types[type_name]
    field = Field(
        name=node.name(),
        title=node.title(),
        type_name=type_name,
        type=kind.read(node),
        help=node.words("help"),
        required=node.flag("required"),
        columns=_columns(node, field_types) if kind.tabular else (),
        visible_when=node.rule("visible_when", names=names),
        required_when=node.rule("required_when", names=names),
        compute=node.rule("compute", names=names),
        given=node.flag("given"),
        correctable=node.flag("correctable"),
        source=node.words("source"),
        checks=_checks(node, names),
        print_title=node.words("print_title"),
        no_print=node.flag("no_print"),
    )
    _refuse_fact(node, field)
    _refuse_leaning(node, field, names)
    for key, what, remedy in contradictions(
        required=field.required or field.required_when is not None,
        computed=field.compute is not None,
        given=field.given,
        correctable=field.correctable,
        givable=field.type.givable,
        sourced=field.source is not None,
    ):
        node.refuse(key, what, remedy)
    return field


def _columns(node: Reader, field_types: Mapping[str, type[FieldType]]) -> tuple[Field, ...]:
    """The cells of a row: fields without rules, and without rows of their own."""
    plain = {name: kind for name, kind in field_types.items() if kind.not_a_column() is None}
    columns = []
    for inner in node.some("fields"):
        type_name = inner.text("type")
        if type_name not in plain:
            fault = field_types[type_name].not_a_column() if type_name in field_types else None
            if fault:
                inner.refuse("type", *fault)
            elif type_name:
                _refuse_type(inner, type_name, plain)
            continue
        column = Field(
            name=inner.name(),
            title=inner.title(),
            type_name=type_name,
            type=plain[type_name].read(inner),
            help=inner.words("help"),
            required=inner.flag("required"),
        )
        _refuse_leaning(inner, column, frozenset())
        _refuse_filling(inner, column)
        inner.finish()
        columns.append(column)
    return tuple(columns)


def _refuse_fact(node: Reader, field: Field) -> None:
    if field.name in FACTS:
        node.refuse(
            "name",
            Text(f"规则已用“{field.name}”表示别的事实。", f"To rules “{field.name}” means something else."),
            Text("请换一个名称。", "Choose another name."),
        )


def _refuse_leaning(node: Reader, field: Field, names: frozenset[str]) -> None:
    """A field leans on another one of the form; a column leans on none."""
    other = field.type.leans_on
    if other and (other not in names - FACTS or other == field.name):
        node.refuse(
            field.type.leans_by,
            Text(f"这里没有可以依赖的字段“{other}”。", f"There is no field “{other}” to depend on here."),
            Text("请选择本表单的另一个字段。", "Choose another field of this form."),
        )


def _refuse_filling(node: Reader, column: Field) -> None:
    """A column fills nothing: a form has its fields once, and a row of each many."""
    for key in column.type.fills(column.name):
        node.refuse(
            key,
            Text("表格里的列不能带出别的字段。", "A column cannot fill other fields."),
            Text("请去掉这一项。", "Drop this key."),
        )


def _checks(node: Reader, names: frozenset[str], *, key: str = "check") -> tuple[Check, ...]:
    checks = []
    for inner in node.children(key):
        holds, message = inner.rule("holds", names=names), inner.title("message")
        if holds is not None:
            checks.append(Check(holds, message))
        elif not inner.has("holds"):
            inner.text("holds")
        inner.finish()
    return tuple(checks)


def _refuse_type(node: Reader, given: str, field_types: Mapping[str, type[FieldType]]) -> None:
    near = get_close_matches(given, field_types, n=3) or sorted(field_types)
    node.refuse(
        "type",
        Text(f"没有名为“{given}”的字段类型。", f"There is no field type “{given}”."),
        Text(
            f"可用：{'、'.join(near)}；或先安装提供它的插件。",
            f"Known: {', '.join(near)}; or install the plugin that offers it.",
        ),
    )


def _refuse_repeated_names(body: Mapping[str, Any], problems: list[Problem]) -> None:
    for name, spots in spots_by_name(dict(body)).items():
        problems.extend(
            Problem(
                f"{spot.path}.name",
                Text(f"名称“{name}”用了 {len(spots)} 次。", f"The name “{name}” is used {len(spots)} times."),
                Text(
                    "分节和字段的名称在整张表单内不能重复，请改名。",
                    "Names of sections and fields are unique in a form; rename one.",
                ),
            )
            for spot in spots[1:]
        )


def needs_of(form: Form) -> dict[str, list[str]]:
    """What has to be known before each section and field: a field needs its section."""
    needs = {section.name: _names(section.visible_when) for section in form.sections}
    for section in form.sections:
        for field in section.fields:
            above = [field.part_of] if field.part_of else []
            needs[field.name] = [section.name, *above, *_names(field.visible_when), *_names(field.compute)]
    return needs


def _refuse_ring(form: Form, problems: list[Problem]) -> None:
    circle = ring(needs_of(form))
    if circle:
        shown = " → ".join((*circle, circle[0]))
        problems.append(
            Problem(
                _rule_path(form, circle[0]),
                Text(f"规则绕成了一圈：{shown}。", f"The rules run in a circle: {shown}."),
                Text("请让其中一项不再依赖下一项。", "Let one of them no longer depend on the next."),
            )
        )


def _rule_path(form: Form, name: str) -> str:
    for section in form.sections:
        for field in section.fields:
            if field.name == name:
                key = "compute" if field.compute else "visible_when"
                return f"sections[{section.name}].fields[{name}].{key}"
    return f"sections[{name}].visible_when"


def _names(rule: Expression | None) -> list[str]:
    return sorted(rule.names) if rule else []

"""Fields that another answer fills by itself, as an identity number tells birth date and sex; pure."""

from collections.abc import Mapping
from dataclasses import replace

from forms.shape import Field, Form, Section
from kernel.errors import ExpressionError
from kernel.expressions import Expression, Function, compiled
from kernel.kinds import Problem
from kernel.text import Text

Fault = tuple[Text, Text]


def with_filled(form: Form, functions: Mapping[str, Function]) -> tuple[Form, list[Problem]]:
    """The form whose filled fields are computed of what fills them, and what stands in the way of that."""
    problems: list[Problem] = []
    rules: dict[str, Expression] = {}
    for section in form.sections:
        for field in section.fields:
            for key, (target, rule) in field.type.fills(field.name).items():
                place = f"sections[{section.name}].fields[{field.name}].{key}"
                found = [_fault(form, field, target, key), _taken(target, rules), _absent(rule, functions)]
                wrong = [Problem(place, *fault) for fault in found if fault is not None]
                problems.extend(wrong[:1])
                if not wrong:
                    rules[target] = compiled(rule, functions=functions)
    return (_ruled(form, rules) if rules else form), problems


def _fault(form: Form, field: Field, target: str, key: str) -> Fault | None:
    other = next((one for one in form.fields if one.name == target), None)
    if other is None or other is field:
        return (
            Text(f"这里没有可以带出的字段“{target}”。", f"There is no field “{target}” to fill here."),
            Text("请选择本表单的另一个字段。", "Choose another field of this form."),
        )
    if other.required or other.required_when or other.compute or other.given:
        return (
            Text(
                f"“{target}”由号码自动带出，不能再要求填写、另行算出或由系统带入。",
                f"“{target}” is filled by the number; it cannot be required, computed or given as well.",
            ),
            Text(
                "请在那个字段去掉 required、required_when、compute、given。",
                "Drop required, required_when, compute and given there.",
            ),
        )
    wanted = field.type.fit_to_fill(key, other.type_name, other.type)
    if wanted is None:
        return None
    return (
        Text(f"“{target}”的类型装不下它。", f"The type of “{target}” cannot hold it."),
        Text(f"请用{wanted.zh}。", f"Use {wanted.en}."),
    )


def _taken(target: str, rules: Mapping[str, Expression]) -> Fault | None:
    if target not in rules:
        return None
    return (
        Text(f"“{target}”已由另一处带出。", f"“{target}” is filled from elsewhere already."),
        Text("请只从一处带出。", "Let one field fill it."),
    )


def _absent(rule: str, functions: Mapping[str, Function]) -> Fault | None:
    try:
        compiled(rule, functions=functions)
    except ExpressionError as error:
        return error.what, error.remedy
    return None


def _ruled(form: Form, rules: Mapping[str, Expression]) -> Form:
    return replace(form, sections=tuple(_section(section, rules) for section in form.sections))


def _section(section: Section, rules: Mapping[str, Expression]) -> Section:
    fields = (
        replace(field, compute=rules[field.name]) if field.name in rules else field
        for field in section.fields
    )
    return replace(section, fields=tuple(fields))

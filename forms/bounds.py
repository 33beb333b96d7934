"""How large a form may grow, so that each page of it stays quick; pure."""

from collections.abc import Iterator

from forms.shape import Form
from kernel.expressions import Expression
from kernel.kinds import Problem
from kernel.text import Text

FIELDS = 500
"""Fields of a form, columns among them; the longest form of the catalogue has some sixty."""
RULES = 20_000
"""Values and operators of all rules of a form together."""


def excesses(form: Form) -> Iterator[Problem]:
    """What of the form is too much."""
    if (count := sum(1 + len(field.columns) for field in form.fields)) > FIELDS:
        yield Problem(
            "sections",
            Text(f"有 {count} 个字段，最多 {FIELDS} 个。", f"There are {count} fields, at most {FIELDS}."),
            Text("请分成几张表单。", "Split it into several forms."),
        )
    if (size := sum(rule.size for rule in rules_of(form))) > RULES:
        yield Problem(
            "sections",
            Text(
                f"规则合计有 {size} 个值和运算，最多 {RULES} 个。",
                f"The rules hold {size} values and operators together, at most {RULES}.",
            ),
            Text("请简化规则，或分成几张表单。", "Simplify the rules or split the form."),
        )


def rules_of(form: Form) -> Iterator[Expression]:
    """Every rule of the form."""
    yield from (check.holds for check in (*form.checks, *form.eligible))
    for section in form.sections:
        yield from filter(None, (section.visible_when,))
        for field in section.fields:
            yield from filter(None, (field.visible_when, field.required_when, field.compute))
            yield from (check.holds for check in field.checks)

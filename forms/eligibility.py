"""Who may fill in a form at all, told before they begin: conditions on what is known by then; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.answers import Fault
from forms.rules import FACTS, is_true
from forms.shape import Form
from kernel.kinds import Problem
from kernel.text import Text

REMEDY = Text(
    "登记的信息有误的，请先更正，再来办理。",
    "If what is on record is wrong, have it corrected first, then come back.",
)


def unknown_before(form: Form) -> Iterator[Problem]:
    """Conditions that read what is known only once somebody has filled it in."""
    known = FACTS | {field.name for field in form.fields if field.given and not field.correctable}
    for number, check in enumerate(form.eligible):
        later = sorted(check.holds.names - known)
        if later:
            yield Problem(
                f"eligible[{number}].holds",
                Text(
                    f"填写之前还不知道：{'、'.join(later)}。",
                    f"Not known before the form is filled in: {', '.join(later)}.",
                ),
                Text(
                    "资格条件只能用由系统带入的字段和 today；别的条件请写成核对条件。",
                    "Eligibility reads given fields and today only; write other conditions as checks.",
                ),
            )


def unmet(form: Form, facts: Mapping[str, Any]) -> dict[str, Fault]:
    """Why these facts do not allow the form to be filled in, each at its path; empty when they do."""
    return {
        f"eligible.{number}": Fault(check.message, REMEDY)
        for number, check in enumerate(form.eligible)
        if not is_true(check.holds, facts)
    }

"""What the rules and the actors of a case know: the answers by their fields' names, over them the rows concerned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing.matters import MatterVersion
from addons.licensing.models import Application
from addons.parties.models import Office
from addons.parties.queries import office_by_code
from forms import service as forms
from forms.answers import Fault
from forms.models import Submission
from forms.rules import FACTS
from kernel.registry import Registry
from kernel.text import Text

OFFICE = "office"
"""The name of the field, and its type, in which an applicant chooses the window."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a case, and the office that the applicant chose."""

    known: dict[str, Any]
    office: Office | None


def facts_of(
    session: Session,
    application: Application,
    matter: MatterVersion,
    *,
    certificate: Certificate | None,
    registry: Registry,
    now: datetime,
) -> Facts:
    """Everything that is known now; an office that is chosen and does not take part is refused at its field."""
    submission = session.get_one(Submission, application.submission_id)
    answers = forms.facts(session, submission, registry, now=now)
    office = _office(session, submission, registry, answers)
    known = {name: value for name, value in answers.items() if name not in FACTS}
    known |= {
        "matter": matter.name,
        "application": application.id,
        "certificate": application.certificate_id,
        "certificate_valid_to": certificate.valid_to if certificate is not None else None,
        "holder": certificate.holder_id if certificate is not None else application.person_id,
        "employer": certificate.enterprise_id if certificate is not None else application.enterprise_id,
    }
    if office is not None:
        known[OFFICE] = office.id
    return Facts(known, office)


def _office(
    session: Session, submission: Submission, registry: Registry, answers: dict[str, Any]
) -> Office | None:
    form = forms.form_of(session, submission, registry)
    fields = [field for field in form.form.fields if field.type_name == OFFICE and answers.get(field.name)]
    chosen = min(fields, key=lambda field: field.name != OFFICE, default=None)
    if chosen is None:
        return None
    office = office_by_code(session, answers[chosen.name])
    level = getattr(chosen.type, "level", None)
    if office is None or office.closed_on is not None or (level is not None and office.level != level):
        forms.refuse_unready({chosen.name: NOT_OPEN})
    return office


NOT_OPEN = Fault(
    Text("这个窗口不受理本事项，或已撤并。", "This office does not take part, or has been closed."),
    Text("请重新选择办理窗口。", "Choose another window."),
)

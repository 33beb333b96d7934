"""The one thing that concerns a person most: a correction, a draft, a certificate that can be dealt with now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing.models import Application
from addons.licensing.queries import applications_of, matter_of, possible
from addons.licensing.whose import is_initiator
from addons.licensing.words import ApplicationState
from addons.parties.models import Person
from addons.portal.callers import Caller
from addons.portal.words import short_title
from approvals.cases.queries import case_view, steps_for
from kernel.clock import local_day
from kernel.registry import Registry
from kernel.text import Text


class Concern(StrEnum):
    """What there is to do."""

    CORRECT = "correct"
    FILL_IN = "fill_in"
    APPLY = "apply"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What there is to do, in two lines, and what the button says."""

    concern: Concern
    title: Text
    words: Text
    act: Text
    application: int | None = None
    matter: str = ""
    certificate: int | None = None


def reminder(
    session: Session,
    who: Caller,
    certificates: Sequence[Certificate],
    *,
    registry: Registry,
    now: datetime,
) -> Reminder | None:
    """What presses most; nothing when nothing does."""
    person = who.person
    if person is None:
        return None
    mine = [one for one in applications_of(session, person.id) if is_initiator(one, who.standing)]
    for application in mine:
        if application.state == ApplicationState.OPEN and is_returned(session, application, who):
            return _correction(session, application, person)
    found = _apply(session, person, certificates, registry=registry, now=now)
    draft = next((one for one in mine if one.state == ApplicationState.DRAFT), None)
    return _draft(session, draft, person) if draft is not None else found


def is_returned(session: Session, application: Application, who: Caller) -> bool:
    """Whether the case waits for this caller to mend something."""
    if application.case_id is None:
        return False
    correction = case_view(session, application.case_id).state.correction
    return correction is not None and correction.step in steps_for(session, who.standing, application.case_id)


def _correction(session: Session, application: Application, person: Person) -> Reminder:
    title = matter_of(session, application).title
    return Reminder(
        Concern.CORRECT,
        Text(f"{person.name}，您的申请需要补正", f"{person.name}, your application needs a correction"),
        Text(f"{title.zh} · 办件 {application.number}", f"{title.en} · case {application.number}"),
        Text("去补正", "Correct it"),
        application=application.id,
    )


def _draft(session: Session, application: Application, person: Person) -> Reminder:
    title = matter_of(session, application).title
    day = local_day(application.started_at)
    return Reminder(
        Concern.FILL_IN,
        Text(
            f"{person.name}，您有一份申请还没有提交",
            f"{person.name}, an application of yours is not submitted yet",
        ),
        Text(f"{title.zh} · {day} 开始填写", f"{title.en} · begun on {day}"),
        Text("继续填写", "Go on"),
        application=application.id,
    )


def _apply(
    session: Session,
    person: Person,
    certificates: Sequence[Certificate],
    *,
    registry: Registry,
    now: datetime,
) -> Reminder | None:
    today = local_day(now)
    for held in certificates:
        for found in possible(session, held, registry=registry, now=now):
            if not found.open or found.application is not None:
                continue
            short = found.matter.short or found.matter.title
            kind = short_title(held.category)
            left = (held.valid_to - today).days if held.valid_to is not None else None
            until = (
                Text(f"还有 {left} 天到期，", f" expires in {left} days and")
                if left is not None
                else Text("", "")
            )
            last = found.opening.last if found.opening else None
            by = Text(f" · 最后办理日 {last}", f" · last day {last}") if last else Text("", "")
            return Reminder(
                Concern.APPLY,
                Text(
                    f"{person.name}，您的 {kind.zh}{until.zh}现在可以办理{short.zh}",
                    f"{person.name}, your {kind.en}{until.en} can be dealt with now",
                ),
                Text(f"{held.number}{by.zh}", f"{held.number}{by.en}"),
                Text(f"办理{short.zh}", short.en),
                matter=found.version.name,
                certificate=held.id,
            )
    return None

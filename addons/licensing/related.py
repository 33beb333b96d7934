"""Earlier certificates and applications of the person and the enterprise of a case, within the reader's reach."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.words import STATES, State
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.licensing.words import ApplicationState
from addons.parties.models import Person
from approvals.casefile.faces import Related
from approvals.engine.telling import OUTCOMES
from approvals.words import Outcome
from kernel.clock import local_day
from kernel.finding import Hit, Seeker
from kernel.text import Text

MOST = 20
"""Of each group: the latest are enough to see what there was."""
LIST, READ = "can_list", "can_read"
OWN_CERTIFICATES = Text("本人的证书", "Certificates of the holder")
OWN_CASES = Text("本人的办件", "Cases of the holder")
STAFF_CERTIFICATES = Text("企业人员的证书", "Certificates of the enterprise's staff")
STAFF_CASES = Text("企业的办件", "Cases of the enterprise")
OPEN = Text("在办", "open")
GOOD = frozenset({State.VALID})


def related(session: Session, case_id: int, seeker: Seeker) -> list[Related]:
    """The person's records first, then those of the enterprise that are not the person's."""
    application = session.scalars(select(Application).where(Application.case_id == case_id)).one_or_none()
    if application is None:
        return []
    found: list[Related] = []
    if application.person_id is not None:
        mine = Certificate.holder_id == application.person_id
        found += _certificates(session, seeker, OWN_CERTIFICATES, mine)
        found += _cases(session, seeker, OWN_CASES, Application.person_id == application.person_id, case_id)
    if application.enterprise_id is not None:
        theirs = Certificate.enterprise_id == application.enterprise_id
        others = Certificate.holder_id != (application.person_id or 0)
        found += _certificates(session, seeker, STAFF_CERTIFICATES, theirs, others)
        named = Application.enterprise_id == application.enterprise_id
        strangers = Application.person_id.is_distinct_from(application.person_id)
        found += _cases(session, seeker, STAFF_CASES, named & strangers, case_id)
    return found


def _certificates(session: Session, seeker: Seeker, group: Text, *where: Any) -> Iterator[Related]:
    if not seeker.may(LIST, Certificate.__tablename__):
        return
    wanted: Any = (
        select(Certificate, Person.name)
        .join(Person, Person.id == Certificate.holder_id)
        .where(*where)
        .order_by(Certificate.valid_to.desc(), Certificate.id.desc())
        .limit(MOST)
    )
    for one, holder in session.execute(seeker.theirs(session, wanted, Certificate, permission=LIST)):
        state = State(one.state)
        about = Text(f"{holder} · {one.category} 证", f"{holder} · {one.category}")
        hit = Hit(Text(one.number, one.number), "Certificates.show", {"pk": one.id}, about)
        kind = "ok" if state in GOOD else "mute"
        yield Related(group, hit, STATES[state], kind, f"{one.valid_from} – {one.valid_to or ''}")


def _cases(session: Session, seeker: Seeker, group: Text, where: Any, case_id: int) -> Iterator[Related]:
    # no page of its own shows applications, so there is no right to one: whose rows they are is all that counts
    wanted: Any = (
        select(Application, Person.name, Certificate.category)
        .outerjoin(Person, Person.id == Application.person_id)
        .outerjoin(Certificate, Certificate.id == Application.certificate_id)
        .where(where, Application.case_id != case_id, Application.state != ApplicationState.DRAFT)
        .order_by(Application.filed_at.desc(), Application.id.desc())
        .limit(MOST)
    )
    for one, name, category in session.execute(seeker.theirs(session, wanted, Application, permission=READ)):
        matter = matter_of_version(session, one.version_id)
        title = matter.short or matter.title
        outcome = Outcome(one.outcome) if one.outcome else None
        about = _about(name, category, one.number)
        yield Related(
            group,
            Hit(title, "workbench.case", {"number": one.case_id}, about),
            OUTCOMES[outcome] if outcome else OPEN,
            "info" if outcome is None else "ok" if outcome is Outcome.GRANTED else "mute",
            local_day(one.filed_at).isoformat() if one.filed_at else "",
        )


def _about(name: str | None, category: str | None, number: str | None) -> Text:
    """Whose case it is, about which certificate, and its number."""
    zh = (name, f"{category} 证" if category else "", number)
    return Text(" · ".join(filter(None, zh)), " · ".join(filter(None, (name, category, number))))

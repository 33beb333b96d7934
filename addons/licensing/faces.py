"""How a case of licensing is known: by whom and what it is about, where a defect may be, how it is found."""

from collections.abc import Iterable
from typing import cast

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.numbers import number_key
from addons.licensing import comparing, contents, related
from addons.licensing.contents import submission_of
from addons.licensing.drafting import certificate_of
from addons.licensing.effect_names import names_of_effects
from addons.licensing.effect_words import Changed
from addons.licensing.effect_words import foreseen as change_of
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.parties.models import Enterprise, Person
from addons.parties.queries import named
from approvals.casefile.faces import Answer, CaseFace, Material, Place, Related
from approvals.casefile.looking import Asker, Compared, Secret
from approvals.cases.facing import FaceRows, Values
from approvals.cases.view import CaseView
from approvals.material_seams import case_compared, case_concerns, case_identity, material_file
from approvals.people.assignment import PartyKind, PartyRef
from approvals.seams import (
    case_answers,
    case_face,
    case_materials,
    case_party,
    case_places,
    case_related,
    case_search,
    foreseen,
)
from forms.storage import LocalFiles, folder_in
from forms.uploads import uploads_by_id
from forms.versions import form_at
from kernel.effects import Preview
from kernel.finding import Seeker
from kernel.surroundings import surroundings_of
from kernel.text import Text

LEAST = 2
"""Letters of a search: fewer find half of everything."""
NAMESAKES = 500
"""So many people of one name are looked for."""
APPLICATION, PERSON, ENTERPRISE, CERTIFICATE = (
    cast(Table, one.__table__) for one in (Application, Person, Enterprise, Certificate)
)
ROWS = FaceRows(
    APPLICATION.c.case_id,
    (
        *(APPLICATION.c.version_id, PERSON.c.name, ENTERPRISE.c.name),
        *(CERTIFICATE.c.category, CERTIFICATE.c.number),
    ),
    (
        (PERSON, PERSON.c.id == APPLICATION.c.person_id),
        (ENTERPRISE, ENTERPRISE.c.id == APPLICATION.c.enterprise_id),
        (CERTIFICATE, CERTIFICATE.c.id == APPLICATION.c.certificate_id),
    ),
)


@case_face("licensing", rows=ROWS)
def faces(session: Session, rows: Iterable[Values]) -> list[CaseFace]:
    """The holder, the matter in short with the category, the enterprise, the number of the certificate."""
    kinds: dict[tuple[int, str | None], Text] = {}
    found = []
    for version_id, person, enterprise, category, number in rows:
        kind = kinds.get((version_id, category))
        if kind is None:
            kind = kinds[version_id, category] = _kind(session, version_id, category)
        name = person or enterprise or ""
        firm = enterprise or "" if person else ""
        found.append(CaseFace(Text(name, name), firm, number or "", kind))
    return found


@case_places("licensing")
def places(session: Session, case: CaseView) -> list[Place]:
    """Every field that somebody filled in, with its section."""
    submission = submission_of(session, case.id)
    if submission is None:
        return []
    form = form_at(session, submission.version_id, surroundings_of(session).registry).form
    return [
        Place(field.name, field.title, section.title)
        for section in form.sections
        for field in section.fields
        if field.type.asks and not field.compute
    ]


@case_answers("licensing")
def answers(session: Session, case: CaseView) -> list[Answer]:
    """Every visible answer of the form, its words masked."""
    return contents.answers(session, case, surroundings_of(session))


@case_materials("licensing")
def materials(session: Session, case: CaseView, user_id: int | None) -> list[Material]:
    """Every file that the answers name."""
    return contents.materials(session, case, user_id, surroundings_of(session))


@material_file("licensing")
def file_of(session: Session, material: Material) -> bytes | None:
    """The file as the applicant handed it in."""
    folder = surroundings_of(session).folder
    upload = uploads_by_id(session, [material.id]).get(material.id)
    return None if upload is None or folder is None else LocalFiles(folder_in(folder)).get(upload.digest)


@case_related("licensing")
def records(session: Session, case: CaseView, seeker: Seeker) -> list[Related]:
    """Certificates and applications of the holder and the enterprise that the seeker may see."""
    return related.related(session, case.id, seeker)


@case_compared("licensing")
def compared(session: Session, case: CaseView) -> list[Compared]:
    """Every answer of which the registers have something on record."""
    return comparing.compared(session, case)


@case_identity("licensing")
def identities(session: Session, case: CaseView, asker: Asker) -> list[Secret]:
    """The number of the holder's document, for a reason that is on record."""
    return comparing.identities(session, case, asker)


@case_search("licensing")
def found(session: Session, text: str, limit: int) -> list[int]:
    """The cases whose holder, enterprise, certificate or number goes by the text, the latest first."""
    wanted = text.strip()
    if len(wanted) < LEAST:
        return []
    cases = (
        select(Application.case_id)
        .outerjoin(Certificate, Certificate.id == Application.certificate_id)
        .outerjoin(Enterprise, Enterprise.id == Application.enterprise_id)
        .where(Application.case_id.is_not(None), or_(*_criteria(session, wanted)))
        .order_by(Application.case_id.desc())
        .limit(limit)
    )
    return [case for case in session.scalars(cases) if case is not None]


@case_party("licensing")
def found_of(session: Session, kind: PartyKind, text: str, limit: int) -> list[int]:
    """The cases of the people, or of the enterprises, that go by the text, the latest first."""
    wanted = text.strip()
    if len(wanted) < LEAST:
        return []
    if kind is PartyKind.PERSON:
        people = [person.id for person in named(session, wanted, most=NAMESAKES)]
        whose: ColumnElement[bool] = Application.person_id.in_(people)
    else:
        by_name = Enterprise.name.contains(wanted, autoescape=True)
        firms = select(Enterprise.id).where(or_(by_name, Enterprise.credit_code == wanted.upper()))
        whose = Application.enterprise_id.in_(firms)
    cases = select(Application.case_id).where(Application.case_id.is_not(None), whose)
    latest = cases.order_by(Application.case_id.desc()).limit(limit)
    return [case for case in session.scalars(latest) if case is not None]


@foreseen("licensing")
def change_in_words(session: Session, preview: Preview, title: Text) -> Text:
    """What changes, before and after, or what comes about."""
    found = change_of(preview, title, names_of_effects(session, [preview]))
    if not found.changes:
        return found.made or title
    zh, en = zip(*(_told(one) for one in found.changes), strict=True)
    return Text("，".join(zh), ", ".join(en))


def _kind(session: Session, version_id: int, category: str | None) -> Text:
    """The matter in short with the category."""
    matter = matter_of_version(session, version_id)
    about = matter.short or matter.title
    return Text(f"{about.zh} · {category} 证", f"{about.en} · {category}") if category else about


def _told(change: Changed) -> tuple[str, str]:
    zh = f"{change.title.zh} {change.before.zh} → {change.after.zh}"
    return zh, f"{change.title.en} {change.before.en} → {change.after.en}"


def _criteria(session: Session, wanted: str) -> list[ColumnElement[bool]]:
    people = [person.id for person in named(session, wanted)]
    return [
        Application.number.startswith(wanted, autoescape=True),
        Enterprise.name.contains(wanted, autoescape=True),
        Application.person_id.in_(people),
        Certificate.number_key == number_key(wanted),
    ]


@case_concerns("licensing")
def concerned(session: Session, case: CaseView) -> list[PartyRef]:
    """The holder and the enterprise of the application, and those on its certificate."""
    application = session.scalars(select(Application).where(Application.case_id == case.id)).one_or_none()
    if application is None:
        return []
    held = certificate_of(session, application)
    persons = {application.person_id, held.holder_id if held is not None else None}
    firms = {application.enterprise_id, held.enterprise_id if held is not None else None}
    return [
        *(PartyRef(PartyKind.PERSON, number) for number in persons if number is not None),
        *(PartyRef(PartyKind.ENTERPRISE, number) for number in firms if number is not None),
    ]

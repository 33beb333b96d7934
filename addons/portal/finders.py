"""What applicants find from anywhere: services, and their own applications and certificates."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from addons.certificates.numbers import number_key
from addons.certificates.queries import of_person
from addons.certificates.types_in_force import certificate_type
from addons.licensing import queries
from addons.licensing.matters import matter_of_version
from addons.portal.callers import caller_of
from addons.portal.catalogue import services
from kernel.clock import local_day
from kernel.finding import Hit, Seeker
from kernel.seams import finder
from kernel.text import Text


@finder("portal.certificates", title=Text("我的证书", "My certificates"), icon="award", order=40)
def certificates(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:
    """The certificates of whoever looks, by number or by kind."""
    person = _person(session, seeker)
    if person is None or not text:
        return ()
    found = []
    for held in of_person(session, person):
        kind = certificate_type(session, held.type).title
        if number_key(text) in held.number_key or _says(kind, text):
            about = Text(f"{kind.zh} · {held.category}", f"{kind.en} · {held.category}")
            found.append(
                Hit(Text(held.number, held.number), "portal_certificates.show", {"number": held.id}, about)
            )
    return found[:limit]


@finder("portal.applications", title=Text("我的申请", "My applications"), icon="file-text", order=41)
def applications(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:
    """The applications about whoever looks, by number or by what is applied for."""
    person = _person(session, seeker)
    if person is None or not text:
        return ()
    found = []
    for one in queries.applications_of(session, person):
        title = matter_of_version(session, one.version_id).title
        number = one.number or ""
        if text in number or _says(title, text):
            found.append(Hit(title, "portal_applications.show", {"number": one.id}, Text(number, number)))
    return found[:limit]


@finder("portal.services", title=Text("服务事项", "Services"), icon="house", order=50)
def guides(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:
    """The services whose words hold what is wanted."""
    if not text:
        return ()
    listed = services(session, on=local_day(seeker.now), wanted=text)
    return [
        Hit(one.matter.title, "portal_services.guide", {"matter": one.name}, one.status.words)
        for one in listed[:limit]
    ]


def _person(session: Session, seeker: Seeker) -> int | None:
    if not seeker.may("can_apply", "Services"):
        return None
    person = caller_of(session, seeker.registry, seeker.actor).person
    return person.id if person is not None else None


def _says(title: Text, text: str) -> bool:
    wanted = text.casefold()
    return wanted in title.zh.casefold() or wanted in title.en.casefold()

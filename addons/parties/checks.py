"""Who somebody is: the identity provider that comes with the platform, and the numbers one may sign in by."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.identity.proving import Claimed
from addons.parties.identity.roster import vouched_for
from addons.parties.identity.words import Verdict
from addons.parties.models import Membership, Person
from addons.parties.numbers import NumberError, document, mobile
from addons.parties.protection import blind_indexes
from addons.parties.seams import identity_provider
from addons.parties.service import MOBILE, find_by_document
from addons.parties.words import DocumentType
from kernel.access.tables import USER
from kernel.keys import KeyRing
from kernel.seams import sign_in_name
from kernel.surroundings import surroundings_of
from kernel.text import Text

SHORTEST, LONGEST = 5, 40
"""Of what is typed, blanks and dashes included."""


@identity_provider("roster", title=Text("已导入的名册", "imported roster"), order=900)
def roster(session: Session, claimed: Claimed) -> Verdict:
    """What the imported roster says; the number has been proved well formed before anybody is asked."""
    return vouched_for(session, claimed, keys=_keys(session))


@sign_in_name("parties.numbers")
def by_number(session: Session, typed: str) -> str | None:
    """The account of whoever has this document or this mobile number, once their identity is proved."""
    if not SHORTEST <= len(typed.strip()) <= LONGEST:
        return None
    people = {*_of_document(session, typed), *_of_mobile(session, typed)}
    rows = session.scalars(
        select(USER.c.username)
        .join(Membership, Membership.user_id == USER.c.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.id.in_(people), Person.verified_at.is_not(None))
        .limit(2)
    ).all()
    # families share telephones: a number of two is the name of neither
    return str(rows[0]) if len(rows) == 1 else None


def _of_document(session: Session, typed: str) -> list[int]:
    found, today = [], surroundings_of(session).clock.today()
    for kind in DocumentType:
        try:
            person = find_by_document(session, document(kind, typed, on=today), keys=_keys(session))
        except NumberError:
            continue
        found += [person.id] if person is not None else []
    return found


def _of_mobile(session: Session, typed: str) -> list[int]:
    try:
        filed = blind_indexes(_keys(session), mobile(typed), context=MOBILE)
    except NumberError:
        return []
    return list(session.scalars(select(Person.id).where(Person.mobile_blind.in_(filed)).limit(50)))


def _keys(session: Session) -> KeyRing:
    return surroundings_of(session).keys or KeyRing({})

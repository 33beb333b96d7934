"""After a key was rotated: numbers closed with an older key are closed anew with the one in use."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from addons.parties.models import Person
from addons.parties.service import hidden_document, hidden_mobile, opened
from kernel.keys import KeyRing, Purpose


def renewed(session: Session, *, keys: KeyRing, most: int) -> int:
    """So many people, at most, are filed and closed with the keys in use; how many there were."""
    cipher = f"1:{keys.current(Purpose.ENCRYPTION).id}:"
    blind = f"{keys.current(Purpose.BLIND_INDEX).id}:"
    older = or_(
        not_(_begins(Person.document_cipher, cipher)),
        and_(Person.mobile_cipher.is_not(None), not_(_begins(Person.mobile_cipher, cipher))),
        not_(_begins(Person.document_blind, blind)),
        # those registered before mobile numbers were indexed have none
        and_(
            Person.mobile_cipher.is_not(None),
            or_(Person.mobile_blind.is_(None), not_(_begins(Person.mobile_blind, blind))),
        ),
    )
    people = session.scalars(
        select(Person).where(older).order_by(Person.id).limit(most).with_for_update(skip_locked=True)
    ).all()
    for person in people:
        plain = opened(person, keys=keys)
        found = hidden_document(plain.document, keys=keys) | hidden_mobile(plain.mobile, keys=keys)
        for column, value in found.items():
            setattr(person, column, value)
    session.flush()
    return len(people)


def _begins(column: Any, start: str) -> ColumnElement[bool]:
    # not LIKE: SQLite would take two ids that differ in case for one
    same: ColumnElement[bool] = func.substr(column, 1, len(start)) == start
    return same

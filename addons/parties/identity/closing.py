"""What an account says of itself, encrypted as long as it waits to be proved; keys can be rotated."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import Session

from addons.parties.identity.models import Identity
from addons.parties.identity.proving import Claimed
from addons.parties.identity.refusals import nothing_declared
from addons.parties.identity.words import IdentityState
from addons.parties.masks import masked_mobile, masked_number
from addons.parties.numbers import Document
from addons.parties.protection import blind_index, blind_indexes, decrypted, encrypted
from addons.parties.words import DocumentType
from kernel.keys import KeyRing, Purpose

DOCUMENT = "identity.document"
MOBILE = "identity.mobile"


def opened(identity: Identity, *, keys: KeyRing) -> Claimed:
    """What the masks hide, for the platform's own use."""
    if identity.document_type is None or identity.document_cipher is None:
        raise nothing_declared()
    number = decrypted(keys, identity.document_cipher, context=DOCUMENT)
    document = Document(DocumentType(identity.document_type), number)
    return Claimed(document, identity.name, stored_mobile(identity, keys=keys))


def stored_mobile(identity: Identity, *, keys: KeyRing) -> str:
    """The mobile number that the account gave, empty when there is none any more."""
    return decrypted(keys, identity.mobile_cipher, context=MOBILE) if identity.mobile_cipher else ""


def filed(written: Document, *, keys: KeyRing) -> tuple[str, ...]:
    """Under what a document may be filed here."""
    return blind_indexes(keys, written.number, context=f"{DOCUMENT}.{written.type}")


def hidden_document(written: Document, keys: KeyRing) -> dict[str, str | None]:
    """The columns that hold a document."""
    return {
        "document_cipher": encrypted(keys, written.number, context=DOCUMENT),
        "document_blind": blind_index(keys, written.number, context=f"{DOCUMENT}.{written.type}"),
        "document_mask": masked_number(written.number),
    }


def hidden_mobile(number: str, keys: KeyRing) -> dict[str, str | None]:
    """The columns that hold a mobile number, or none."""
    return {
        "mobile_cipher": encrypted(keys, number, context=MOBILE) if number else None,
        "mobile_mask": masked_mobile(number) if number else None,
    }


def renew(identity: Identity, *, keys: KeyRing) -> None:
    """What is kept of an identity is closed with the keys in use."""
    if identity.document_cipher is None:
        columns = hidden_mobile(stored_mobile(identity, keys=keys), keys)
    else:
        plain = opened(identity, keys=keys)
        columns = hidden_document(plain.document, keys) | hidden_mobile(plain.mobile, keys)
    for column, value in columns.items():
        setattr(identity, column, value)


def renewed(session: Session, *, keys: KeyRing, most: int) -> int:
    """So many identities, at most, are filed and closed with the keys in use; how many there were."""
    cipher = f"1:{keys.current(Purpose.ENCRYPTION).id}:"
    blind = f"{keys.current(Purpose.BLIND_INDEX).id}:"
    older = or_(
        _is_older(Identity.document_cipher, cipher),
        _is_older(Identity.mobile_cipher, cipher),
        _is_older(Identity.document_blind, blind),
    )
    found = session.scalars(
        select(Identity).where(older).order_by(Identity.id).limit(most).with_for_update(skip_locked=True)
    ).all()
    for identity in found:
        renew(identity, keys=keys)
    session.flush()
    return len(found)


def erased(session: Session, *, before: datetime, now: datetime, most: int) -> int:
    """Of the documents that waited since before that moment, so many at most are gone; how many."""
    found = session.scalars(
        select(Identity)
        .where(Identity.document_cipher.is_not(None), Identity.changed_at < before)
        .order_by(Identity.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for identity in found:
        erase(identity, now=now)
    session.flush()
    return len(found)


def erase(identity: Identity, *, now: datetime) -> None:
    """The account has said nothing that could be proved."""
    identity.document_type = identity.document_mask = identity.document_cipher = identity.document_blind = (
        None
    )
    identity.state, identity.reason, identity.changed_at = IdentityState.WAITING, None, now


def _is_older(column: Any, start: str) -> Any:
    return and_(column.is_not(None), not_(func.substr(column, 1, len(start)) == start))

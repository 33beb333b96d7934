"""The roster: people whom an authority has vouched for, kept as digests that nobody can read back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from addons.parties.identity.models import RosterEntry
from addons.parties.identity.proving import Claimed
from addons.parties.identity.words import Verdict
from addons.parties.protection import blind_index, blind_indexes
from kernel.keys import KeyRing, Purpose

CONTEXT = "roster"
SEPARATOR = "\0"


def enrolled(
    session: Session, vouched: Claimed, *, source: str, actor: str, keys: KeyRing, now: datetime
) -> RosterEntry:
    """The document is on the roster under this name; what the roster said of it before no longer counts."""
    entry = on_roster(session, vouched, keys=keys) or RosterEntry()
    entry.document_type = vouched.document.type
    entry.document_blind = blind_index(keys, vouched.document.number, context=_filed(vouched))
    entry.name_blind = blind_index(keys, _bound(vouched, vouched.name), context=f"{CONTEXT}.name")
    calling = _bound(vouched, vouched.mobile) if vouched.mobile else ""
    entry.mobile_blind = blind_index(keys, calling, context=f"{CONTEXT}.mobile") if calling else None
    entry.source, entry.added_by, entry.added_at = source, actor, now
    session.add(entry)
    session.flush()
    return entry


def vouched_for(session: Session, claimed: Claimed, *, keys: KeyRing) -> Verdict:
    """Whether the roster knows this document under this name; with another mobile it is not sure enough."""
    entry = on_roster(session, claimed, keys=keys)
    if entry is None:
        return Verdict.UNKNOWN
    names = blind_indexes(keys, _bound(claimed, claimed.name), context=f"{CONTEXT}.name")
    if entry.name_blind not in names:
        return Verdict.REFUSED
    mobiles = blind_indexes(keys, _bound(claimed, claimed.mobile), context=f"{CONTEXT}.mobile")
    agrees = entry.mobile_blind is None or entry.mobile_blind in mobiles
    return Verdict.VERIFIED if agrees else Verdict.UNKNOWN


def on_roster(session: Session, claimed: Claimed, *, keys: KeyRing) -> RosterEntry | None:
    """The entry of the document, whichever key it was filed under."""
    filed = blind_indexes(keys, claimed.document.number, context=_filed(claimed))
    entries = select(RosterEntry).where(RosterEntry.document_blind.in_(filed))
    return session.scalars(entries.order_by(RosterEntry.added_at.desc()).limit(1)).one_or_none()


def count_older(session: Session, *, keys: KeyRing) -> int:
    """How many entries stand under a key that is no longer in use; only the authority's list can renew them."""
    begin = f"{keys.current(Purpose.BLIND_INDEX).id}:"
    older: ColumnElement[bool] = func.substr(RosterEntry.document_blind, 1, len(begin)) != begin
    return session.scalar(select(func.count()).select_from(RosterEntry).where(older)) or 0


def sources(session: Session) -> Sequence[str]:
    """Where the entries come from."""
    return session.scalars(select(RosterEntry.source).distinct().order_by(RosterEntry.source)).all()


def _filed(claimed: Claimed) -> str:
    return f"{CONTEXT}.document.{claimed.document.type}"


def _bound(claimed: Claimed, words: str) -> str:
    return SEPARATOR.join((claimed.document.type, claimed.document.number, words))

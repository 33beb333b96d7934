"""Acts on identities: said of oneself, proved online or at a window, refused, taken back; each is on record."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from addons.parties import service as parties
from addons.parties.identity.closing import erase, hidden_document, hidden_mobile, opened
from addons.parties.identity.models import Consent, Identity
from addons.parties.identity.news import News, tell
from addons.parties.identity.proving import Claimed
from addons.parties.identity.refusals import (
    already_verified,
    no_such_identity,
    not_oneself,
    nothing_declared,
    other_document,
    reason_needed,
)
from addons.parties.identity.words import CONSENT_EDITION, IdentityState, Purpose, Verdict, Way
from addons.parties.numbers import narrowed
from approvals.people.assignment import PartyKind, PartyRef
from kernel.access import Actor
from kernel.audit import record
from kernel.errors import Conflict
from kernel.keys import KeyRing
from kernel.registry import Registry
from kernel.text import Text

LEAST_REASON, MOST_REASON = 4, 200
PAGE = "/my/identity"
NOTHING = {
    "document_cipher": None,
    "document_blind": None,
    "mobile_cipher": None,
}
"""What need not be kept twice, or longer than it is wanted."""


def begun(
    session: Session, user_id: int, *, name: str, mobile: str, keys: KeyRing, now: datetime
) -> Identity:
    """The account has said how it is called, and nothing yet that could be proved."""
    identity = Identity(
        user_id=user_id,
        state=IdentityState.WAITING,
        name=name,
        created_at=now,
        changed_at=now,
        **hidden_mobile(mobile, keys),
    )
    session.add(identity)
    session.flush()
    return identity


def declare(
    session: Session,
    identity: Identity,
    wanted: Claimed,
    *,
    verdict: Verdict,
    actor: Actor,
    registry: Registry,
    keys: KeyRing,
    now: datetime,
    address: str = "",
) -> Identity:
    """The account says who it is and consents to the look; with a good verdict it is that person from now on.

    Whatever else stands in the way, a roster that says another name or a person who is taken, ends in waiting for
    a window: the answer tells nobody what is on record.
    """
    held = _held(session, identity)
    if held.state == IdentityState.VERIFIED:
        raise already_verified()
    session.add(
        Consent(user_id=held.user_id, purpose=Purpose.REAL_NAME, edition=CONSENT_EDITION, given_at=now)
    )
    held.name, held.document_type = wanted.name, wanted.document.type
    for column, value in (
        hidden_document(wanted.document, keys) | hidden_mobile(wanted.mobile, keys)
    ).items():
        setattr(held, column, value)
    held.state, held.reason, held.changed_at = IdentityState.WAITING, None, now
    session.flush()
    settled = verdict is Verdict.VERIFIED and _settled_online(session, held, wanted, keys=keys, now=now)
    detail = {"verdict": verdict, "settled": settled}
    _noted(session, held, "identity.declared", actor.username, detail, now=now, address=address)
    if settled:
        _told(session, registry, held, Way.ONLINE, now=now)
    return held


def verify(
    session: Session,
    identity: Identity,
    *,
    number: str,
    reason: str,
    clerk: Actor,
    registry: Registry,
    keys: KeyRing,
    now: datetime,
    address: str = "",
) -> Identity:
    """A clerk has seen the card, whose number they typed, and the person; the account is that person from now on."""
    held, why = _at_window(session, identity, clerk, reason)
    wanted = opened(held, keys=keys)
    if narrowed(number) != wanted.document.number:
        raise other_document()
    _settle(session, held, wanted, way=Way.WINDOW, actor=clerk.username, keys=keys, now=now)
    _noted(session, held, "identity.verified", clerk.username, {"reason": why}, now=now, address=address)
    _told(session, registry, held, Way.WINDOW, now=now)
    return held


def refuse(
    session: Session, identity: Identity, *, reason: str, clerk: Actor, now: datetime, address: str = ""
) -> Identity:
    """A clerk has found that this is not so; the account reads why and may say it anew."""
    held, why = _at_window(session, identity, clerk, reason)
    held.state, held.reason, held.changed_at = IdentityState.REFUSED, why, now
    session.flush()
    _noted(session, held, "identity.refused", clerk.username, {"reason": why}, now=now, address=address)
    return held


def take_back(
    session: Session, identity: Identity, *, actor: Actor, now: datetime, address: str = ""
) -> Identity:
    """The consent is withdrawn before anything was proved, and what was said under it is erased."""
    held = _held(session, identity)
    if held.state == IdentityState.VERIFIED:
        raise already_verified()
    erase(held, now=now)
    session.execute(
        update(Consent)
        .where(Consent.user_id == held.user_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    session.flush()
    _noted(session, held, "identity.taken_back", actor.username, {}, now=now, address=address)
    return held


def _settled_online(
    session: Session, identity: Identity, wanted: Claimed, *, keys: KeyRing, now: datetime
) -> bool:
    known = parties.find_by_document(session, wanted.document, keys=keys)
    # name and number stand on many a paper; the mobile on record is asked as well
    calling = parties.opened(known, keys=keys).mobile if known is not None else None
    if calling is not None and calling != wanted.mobile:
        return False
    try:
        with session.begin_nested():
            _settle(session, identity, wanted, way=Way.ONLINE, actor="identity", keys=keys, now=now)
    except Conflict:
        session.refresh(identity)
        return False
    return True


def _settle(
    session: Session,
    identity: Identity,
    wanted: Claimed,
    *,
    way: Way,
    actor: str,
    keys: KeyRing,
    now: datetime,
) -> None:
    """The person holds document and mobile from now on; the account's own copy is erased."""
    person = parties.register_person(
        session,
        wanted.document.type,
        wanted.document.number,
        name=wanted.name,
        phone=wanted.mobile or None,
        verified=True,
        keys=keys,
        now=now,
    )
    parties.bind_person(session, identity.user_id, person.id, actor=actor, now=now)
    identity.person_id, identity.way, identity.state = person.id, way, IdentityState.VERIFIED
    identity.reason, identity.changed_at = None, now
    for column, value in NOTHING.items():
        setattr(identity, column, value)
    session.flush()


def _at_window(session: Session, identity: Identity, clerk: Actor, reason: str) -> tuple[Identity, str]:
    held, why = _held(session, identity), " ".join(reason.split())
    if held.user_id == clerk.user_id:
        raise not_oneself()
    if held.state == IdentityState.VERIFIED:
        raise already_verified()
    if held.document_type is None:
        raise nothing_declared()
    if not LEAST_REASON <= len(why) <= MOST_REASON:
        raise reason_needed()
    return held, why


def _held(session: Session, identity: Identity) -> Identity:
    found = session.get(Identity, identity.id, with_for_update=True, populate_existing=True)
    if found is None:
        raise no_such_identity(identity.id)
    return found


def _noted(
    session: Session,
    identity: Identity,
    action: str,
    actor: str,
    detail: dict[str, object],
    *,
    now: datetime,
    address: str,
) -> None:
    thing = f"account:{identity.user_id}"
    record(session, actor=actor, action=action, thing=thing, detail=detail, now=now, address=address)


def _told(session: Session, registry: Registry, identity: Identity, way: Way, *, now: datetime) -> None:
    where = Text("线上核验", "online") if way is Way.ONLINE else Text("窗口核验", "at a window")
    news = News(
        key=f"identity:{identity.id}:verified",
        to=(PartyRef(PartyKind.PERSON, identity.person_id or 0),),
        title=Text("实名认证已通过", "Your identity is verified"),
        body=Text(
            f"经{where.zh}，您的账户已完成实名认证，现在可以在线申请。不是您本人办理的，请立即联系窗口。",
            f"Your account was verified {where.en}; you can apply online now. If it was not you, tell a window at once.",
        ),
        link=PAGE,
        at=now,
    )
    tell(session, registry, news)

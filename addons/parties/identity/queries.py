"""Reads: what accounts say of themselves, by account and by document, and the claims that wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from addons.parties.identity.closing import filed
from addons.parties.identity.models import Claim, Identity
from addons.parties.identity.words import ClaimState, IdentityState
from addons.parties.models import Enterprise, Membership, Office
from addons.parties.numbers import Document
from addons.parties.words import Duty
from kernel.access.names import full_name
from kernel.access.tables import USER
from kernel.keys import KeyRing

MOST = 50


@dataclass(frozen=True, slots=True)
class Claiming:
    """A claim with those it concerns: the account, what it has proved, the enterprise on record, the office."""

    claim: Claim
    username: str
    account: str
    identity: Identity | None
    enterprise: Enterprise | None
    office: Office

    @property
    def is_verified(self) -> bool:
        """Whether it is known who claims."""
        return self.identity is not None and self.identity.state == IdentityState.VERIFIED

    @property
    def other_name(self) -> str:
        """The name on record, where the claim says another one."""
        on_record = self.enterprise.name if self.enterprise is not None else ""
        return on_record if on_record != self.claim.name else ""


def identity_of(session: Session, user_id: int) -> Identity | None:
    """What the account says of itself."""
    return session.scalar(select(Identity).where(Identity.user_id == user_id))


def declared_as(session: Session, written: Document, *, keys: KeyRing) -> Sequence[tuple[Identity, str]]:
    """The accounts that give this document and wait, each with its login name; several may."""
    rows = session.execute(
        select(Identity, USER.c.username)
        .join(USER, USER.c.id == Identity.user_id)
        .where(Identity.document_blind.in_(filed(written, keys=keys)), USER.c.active)
        .order_by(Identity.id)
        .limit(MOST)
    )
    return [(identity, username) for identity, username in rows]


def login_of(session: Session, identity: Identity) -> str:
    """The login name of the account."""
    return session.scalar(select(USER.c.username).where(USER.c.id == identity.user_id)) or ""


def claims_of(session: Session, user_id: int) -> Sequence[Claim]:
    """What the account has claimed, the newest first."""
    claims = select(Claim).where(Claim.user_id == user_id).order_by(Claim.id.desc())
    return session.scalars(claims.limit(MOST)).all()


def claiming(session: Session, claims: Select[tuple[Claim]]) -> list[Claiming]:
    """These claims with those they concern, the oldest first; the statement is scoped by the caller."""
    chosen = claims.order_by(Claim.id).limit(MOST).subquery()
    rows = session.execute(
        select(Claim, USER.c.username, USER.c.last_name, USER.c.first_name, Identity, Enterprise, Office)
        .join(chosen, chosen.c.id == Claim.id)
        .join(USER, USER.c.id == Claim.user_id)
        .join(Office, Office.id == Claim.office_id)
        .outerjoin(Identity, Identity.user_id == Claim.user_id)
        .outerjoin(Enterprise, Enterprise.id == Claim.enterprise_id)
        .order_by(Claim.id)
    )
    return [
        Claiming(claim, username, full_name(family, given), identity, enterprise, office)
        for claim, username, family, given, identity, enterprise, office in rows
    ]


def pending_count(session: Session, claims: Select[tuple[Claim]]) -> int:
    """How many of these claims wait."""
    waiting = claims.where(Claim.state == ClaimState.PENDING).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def has_admin(session: Session, enterprise_id: int) -> bool:
    """Whether somebody administers the enterprise."""
    held = select(Membership.id).where(
        Membership.enterprise_id == enterprise_id, Membership.duty == Duty.ADMIN
    )
    return session.scalar(held.limit(1)) is not None


def is_member(session: Session, user_id: int, enterprise_id: int) -> bool:
    """Whether the account acts for the enterprise."""
    held = select(Membership.id).where(
        Membership.user_id == user_id, Membership.enterprise_id == enterprise_id
    )
    return session.scalar(held.limit(1)) is not None

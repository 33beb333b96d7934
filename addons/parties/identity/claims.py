"""Claims on enterprises: made by an account, decided by the enterprise's administrator or its office."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from addons.parties import numbers
from addons.parties import service as parties
from addons.parties.enterprises import Standing as EnterpriseStanding
from addons.parties.enterprises import add_enterprise
from addons.parties.identity.models import Claim
from addons.parties.identity.news import News, tell
from addons.parties.identity.queries import has_admin, identity_of, is_member
from addons.parties.identity.refusals import (
    already_claimed,
    already_member,
    claimant_unverified,
    decided_meanwhile,
    no_enterprise_name,
    no_office,
    no_such_claim,
    not_oneself,
    reason_needed,
    too_many_claims,
)
from addons.parties.identity.service import LEAST_REASON, MOST_REASON, PAGE
from addons.parties.identity.words import ClaimState, IdentityState
from addons.parties.models import Enterprise, Office
from addons.parties.queries import enterprise_by_code, office_by_code
from addons.parties.refusals import enterprise_gone
from addons.parties.words import Duty, EnterpriseStatus, Source
from approvals.people.assignment import PartyKind, PartyRef
from kernel.access import Actor
from kernel.access.granting import Grantor, grant_role
from kernel.audit import record
from kernel.clock import local_day
from kernel.registry import Registry
from kernel.text import Text

ROLE = "enterprise_admin"
MOST_WAITING = 5
LEAST_NAME, MOST_NAME = 2, 100
DECIDE = "/admin/claims"
ADMIT = "/enterprise/claims"


def claim(
    session: Session,
    actor: Actor,
    *,
    credit_code: str,
    name: str,
    office: str,
    registry: Registry,
    now: datetime,
    address: str = "",
) -> Claim:
    """The account says that it acts for the enterprise, and those who decide are told; nothing is its yet."""
    user_id = actor.user_id or 0
    code, called = numbers.credit_code(credit_code), named(name)
    chosen = office_by_code(session, office)
    if chosen is None or chosen.closed_on is not None:
        raise no_office()
    known = enterprise_by_code(session, code)
    if known is not None and is_member(session, user_id, known.id):
        raise already_member()
    _refuse_collector(session, user_id)
    row = Claim(
        user_id=user_id,
        credit_code=code,
        name=called,
        enterprise_id=known.id if known is not None else None,
        office_id=known.office_id if known is not None else chosen.id,
        state=ClaimState.PENDING,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise already_claimed() from None
    _noted(session, row, "claim.made", actor, now=now, address=address)
    _tell_deciders(session, registry, row, now=now)
    return row


def approve(
    session: Session, wanted: Claim, *, by: Actor, registry: Registry, now: datetime, address: str = ""
) -> Claim:
    """The account acts for the enterprise: as its administrator when it had none, else as an agent."""
    row = _held(session, wanted, by)
    proved = identity_of(session, row.user_id)
    if proved is None or proved.state != IdentityState.VERIFIED:
        raise claimant_unverified()
    firm = _enterprise(session, row, by, now)
    duty = Duty.AGENT if has_admin(session, firm.id) else Duty.ADMIN
    parties.bind_enterprise(session, row.user_id, firm.id, duty=duty, actor=by.username, now=now)
    grant_role(session, row.user_id, ROLE, by=Grantor(by, registry, now, address))
    row.enterprise_id = firm.id
    _decided(session, row, ClaimState.APPROVED, by, now=now, address=address)
    title = Text(f"您可以代表{firm.name}办事了", f"You act for {firm.name} now")
    body = Text(
        "企业绑定已通过审核。在“企业工作台”可以确认申请、查看人员证书。",
        "Your claim was approved. The enterprise page shows what waits for it and its staff's certificates.",
    )
    _tell(session, registry, row, title, body, now=now)
    return row


def refuse(
    session: Session,
    wanted: Claim,
    *,
    reason: str,
    by: Actor,
    registry: Registry,
    now: datetime,
    address: str = "",
) -> Claim:
    """The account does not act for the enterprise, and reads why."""
    row, why = _held(session, wanted, by), " ".join(reason.split())
    if not LEAST_REASON <= len(why) <= MOST_REASON:
        raise reason_needed()
    row.reason = why
    _decided(session, row, ClaimState.REFUSED, by, now=now, address=address)
    title = Text(f"{row.name}的绑定申请未通过", f"Your claim on {row.name} was refused")
    _tell(session, registry, row, title, Text(f"原因：{why}", f"Reason: {why}"), now=now)
    return row


def withdraw(session: Session, wanted: Claim, *, actor: Actor, now: datetime, address: str = "") -> Claim:
    """The account no longer asks; another's claim is as one that is not there."""
    row = _locked(session, wanted)
    if row.user_id != actor.user_id:
        raise no_such_claim(row.id)
    _decided(session, row, ClaimState.WITHDRAWN, actor, now=now, address=address)
    return row


def named(typed: str) -> str:
    """The name of an enterprise without blanks around it."""
    called = " ".join(typed.split())
    if not LEAST_NAME <= len(called) <= MOST_NAME or "\0" in called:
        raise no_enterprise_name()
    return called


def _refuse_collector(session: Session, user_id: int) -> None:
    waiting = select(func.count()).where(Claim.user_id == user_id, Claim.state == ClaimState.PENDING)
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise too_many_claims(MOST_WAITING)


def _locked(session: Session, wanted: Claim) -> Claim:
    row = session.get(Claim, wanted.id, with_for_update=True, populate_existing=True)
    if row is None:
        raise no_such_claim(wanted.id)
    return row


def _held(session: Session, wanted: Claim, by: Actor) -> Claim:
    row = _locked(session, wanted)
    if row.user_id == by.user_id:
        raise not_oneself()
    if row.state != ClaimState.PENDING:
        raise decided_meanwhile()
    return row


def _enterprise(session: Session, row: Claim, by: Actor, now: datetime) -> Enterprise:
    """The enterprise on record, which may have come meanwhile, or a new one of the name that was claimed."""
    known = enterprise_by_code(session, row.credit_code)
    if known is None:
        standing = EnterpriseStanding(EnterpriseStatus.ACTIVE, local_day(now), Source.DECLARED)
        known = add_enterprise(
            session,
            row.credit_code,
            name=row.name,
            office_id=row.office_id,
            standing=standing,
            actor=by.username,
            now=now,
        )
    if known.status in (EnterpriseStatus.DEREGISTERED, EnterpriseStatus.REVOKED):
        raise enterprise_gone(row.name)
    return known


def _decided(
    session: Session, row: Claim, state: ClaimState, by: Actor, *, now: datetime, address: str
) -> None:
    if row.state != ClaimState.PENDING:
        raise decided_meanwhile()
    row.state, row.decided_at, row.decided_by = state, now, by.username
    session.flush()
    _noted(session, row, f"claim.{state}", by, now=now, address=address)


def _noted(session: Session, row: Claim, action: str, by: Actor, *, now: datetime, address: str) -> None:
    detail = {"user": row.user_id, "credit_code": row.credit_code, "reason": row.reason}
    thing = f"claim:{row.id}"
    record(session, actor=by.username, action=action, thing=thing, detail=detail, now=now, address=address)


def _tell(
    session: Session, registry: Registry, row: Claim, title: Text, body: Text, *, now: datetime
) -> None:
    """The claimant reads it among the messages once it is known who that is; on the identity page at any time."""
    proved = identity_of(session, row.user_id)
    to = (PartyRef(PartyKind.PERSON, proved.person_id),) if proved and proved.person_id else ()
    tell(session, registry, News(f"claim:{row.id}:{row.state}", to, title, body, PAGE, now))


def _tell_deciders(session: Session, registry: Registry, row: Claim, *, now: datetime) -> None:
    title = Text(f"{row.name}有新的绑定申请", f"Somebody asks to act for {row.name}")
    body = Text(
        "有账户申请代表该企业办事，请核对后批准或退回。", "Please compare who asks, then approve or refuse."
    )
    office = PartyRef(PartyKind.OFFICE, row.office_id)
    tell(session, registry, News(f"claim:{row.id}:made", (office,), title, body, DECIDE, now))
    if row.enterprise_id is not None and has_admin(session, row.enterprise_id):
        firm = PartyRef(PartyKind.ENTERPRISE, row.enterprise_id)
        tell(session, registry, News(f"claim:{row.id}:made", (firm,), title, body, ADMIT, now))


def office_offers(session: Session) -> list[tuple[str, Text]]:
    """The open city offices by which an enterprise may be looked after."""
    open_ones = select(Office).where(Office.closed_on.is_(None), Office.level == "city").order_by(Office.code)
    return [(one.code, Text(one.name, one.name_en or one.name)) for one in session.scalars(open_ones)]

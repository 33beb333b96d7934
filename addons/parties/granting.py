"""Who stands for whom: bindings given and ended by an administrator, never by those whom they serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.parties.models import Membership
from addons.parties.refusals import no_account, no_such, one_party, own_account
from addons.parties.service import bind_enterprise, bind_office, bind_person
from addons.parties.words import Duty
from kernel.access import Actor
from kernel.access.tables import USER
from kernel.audit import record

ENTERPRISE_DUTIES = (Duty.ADMIN, Duty.AGENT)


@dataclass(frozen=True, slots=True)
class Party:
    """Exactly one of a person, an enterprise and an office, by its row."""

    person_id: int | None = None
    enterprise_id: int | None = None
    office_id: int | None = None


def grant(
    session: Session, username: str, party: Party, *, duty: Duty | None, actor: Actor, now: datetime
) -> Membership:
    """The account stands for the party."""
    user = session.scalar(select(USER.c.id).where(func.lower(USER.c.username) == username.strip().lower()))
    if user is None:
        raise no_account(username)
    _refuse_own(user, actor)
    by = actor.username
    match party:
        case Party(person_id=int() as row, enterprise_id=None, office_id=None):
            return bind_person(session, user, row, actor=by, now=now)
        case Party(person_id=None, enterprise_id=int() as row, office_id=None):
            held = duty if duty in ENTERPRISE_DUTIES else Duty.AGENT
            return bind_enterprise(session, user, row, duty=held, actor=by, now=now)
        case Party(person_id=None, enterprise_id=None, office_id=int() as row):
            return bind_office(session, user, row, actor=by, now=now)
    raise one_party()


def change_duty(
    session: Session, membership_id: int, duty: Duty, *, actor: Actor, now: datetime
) -> Membership:
    """The account has another duty for the same party."""
    row = _there(session, membership_id)
    _refuse_own(row.user_id, actor)
    if row.duty != duty and row.person_id is None:
        before, row.duty = row.duty, duty
        session.flush()
        _recorded(session, row, "changed", {"before": before, "duty": duty}, actor=actor, now=now)
    return row


def end(session: Session, membership_id: int, *, actor: Actor, now: datetime) -> None:
    """The account stands for the party no more; what it did meanwhile stays on record under its name."""
    row = _there(session, membership_id)
    _refuse_own(row.user_id, actor)
    _recorded(session, row, "unbound", {"duty": row.duty}, actor=actor, now=now)
    session.delete(row)
    session.flush()


def _recorded(
    session: Session,
    row: Membership,
    what: str,
    detail: Mapping[str, object],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    kind, number = next(
        (kind, number)
        for kind, number in (
            ("person", row.person_id),
            ("enterprise", row.enterprise_id),
            ("office", row.office_id),
        )
        if number is not None
    )
    record(
        session,
        actor=actor.username,
        action=f"party.{what}",
        thing=f"{kind}:{number}",
        detail={"user": row.user_id, **detail},
        now=now,
    )


def _refuse_own(user: int, actor: Actor) -> None:
    if user == actor.user_id:
        raise own_account()


def _there(session: Session, membership_id: int) -> Membership:
    found = session.get(Membership, membership_id)
    if found is None:
        raise no_such("parties_membership", membership_id)
    return found

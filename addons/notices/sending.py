"""What is told leaves the house: to each account that wants it, once in each way, by itself or in a digest."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from addons.licensing.telling import ACCOUNT
from addons.notices.carrying import carriers
from addons.notices.models import Notice, Sending
from addons.notices.preferring import choices_of
from addons.notices.ways import DIGEST, MAIL, is_wanted
from addons.parties.models import Membership
from approvals.people.assignment import PartyKind
from kernel import outbox
from kernel.access.tables import USER
from kernel.surroundings import Surroundings, surroundings_of

SPREAD, SEND, SEND_DIGEST = "notices.spread", "notices.send", "notices.send_digest"
ONCE = ["notice_id", "user_id", "way"]
COLUMNS = {
    PartyKind.PERSON: Membership.person_id,
    PartyKind.ENTERPRISE: Membership.enterprise_id,
    PartyKind.OFFICE: Membership.office_id,
}


def spread_later(session: Session, notices: Iterable[int], *, now: datetime) -> None:
    """Each notice is going to be taken to those who want it elsewhere, if there is any way out of the house."""
    around = surroundings_of(session)
    if next(carriers(around.registry, around), None) is None:
        return
    for number in notices:
        outbox.defer(session, SPREAD, {"notice": number}, now=now, key=f"{SPREAD}:{number}")


def spread(session: Session, number: int, *, around: Surroundings) -> int:
    """Everybody whom the notice is addressed to is going to get it as they want it; returns how many sendings."""
    notice = session.get(Notice, number)
    if notice is None:
        return 0
    users = accounts_of(session, notice.party_kind, notice.party_id)
    chosen = choices_of(session, users)
    to_many = notice.party_kind == PartyKind.OFFICE
    count = 0
    for user_id in users:
        mine = chosen.get(user_id, {})
        for way in _ways_to(session, user_id, around):
            in_digest = way == MAIL and is_wanted(notice.about, DIGEST, mine)
            at_once = is_wanted(notice.about, way, mine, to_many=to_many)
            if in_digest or at_once:
                count += _to_be_sent(
                    session, notice.id, user_id, way, in_digest=in_digest, now=around.clock.now()
                )
    return count


def accounts_of(session: Session, kind: str, number: int) -> Sequence[int]:
    """The open accounts that stand for the party."""
    if kind == ACCOUNT:
        return session.scalars(select(USER.c.id).where(USER.c.id == number, USER.c.active.is_(True))).all()
    column = COLUMNS[PartyKind(kind)]
    members = select(Membership.user_id).where(column == number)
    return session.scalars(
        select(USER.c.id).where(USER.c.id.in_(members), USER.c.active.is_(True)).order_by(USER.c.id)
    ).all()


def gathered(session: Session, day: date, *, now: datetime) -> int:
    """What waited for a digest is in that of the day, one letter for each account; returns how many letters."""
    waiting = (Sending.in_digest.is_(True), Sending.digest_on.is_(None))
    users = session.scalars(
        select(Sending.user_id).distinct().where(*waiting).order_by(Sending.user_id)
    ).all()
    session.execute(
        update(Sending).where(*waiting).values(digest_on=day),
        execution_options={"synchronize_session": False},
    )
    for user_id in users:
        payload = {"user": user_id, "day": day.isoformat()}
        outbox.defer(session, SEND_DIGEST, payload, now=now, key=f"{SEND_DIGEST}:{user_id}:{day}")
    return len(users)


def _ways_to(session: Session, user_id: int, around: Surroundings) -> Iterator[str]:
    """The ways in which the account can be reached."""
    for way, _, carrier in carriers(around.registry, around):
        if carrier.address(session, user_id) is not None:
            yield way


def _to_be_sent(
    session: Session, notice: int, user_id: int, way: str, *, in_digest: bool, now: datetime
) -> int:
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(Sending)
    row = insert.values(notice_id=notice, user_id=user_id, way=way, in_digest=in_digest, digest_on=None)
    new = session.execute(row.on_conflict_do_nothing(index_elements=ONCE).returning(Sending.notice_id))
    if new.first() is None:
        return 0
    if not in_digest:
        payload = {"notice": notice, "user": user_id, "way": way}
        outbox.defer(session, SEND, payload, now=now, key=f"{SEND}:{notice}:{user_id}:{way}")
    return 1

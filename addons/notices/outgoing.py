"""What leaves the house: letters that wait, fail, are sent or were given up, for whoever looks after the platform."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from addons.notices.addresses import CONFIRM
from addons.notices.models import Address, Notice
from addons.notices.sending import SEND, SEND_DIGEST
from addons.notices.ways import GROUPS, MAIL
from kernel import outbox
from kernel.access.names import full_name
from kernel.access.tables import USER
from kernel.errors import NotFound
from kernel.failures import error_text
from kernel.models import OutboxItem
from kernel.models.work import WorkState
from kernel.text import Text

TOPICS = {
    SEND: Text("消息", "Notice"),
    SEND_DIGEST: Text("每日摘要", "Digest"),
    CONFIRM: Text("确认邮箱", "Proof of an address"),
}
SHOWN, AT_ONCE = 50, 500
LOCAL = re.compile(r"([\w.+-])[\w.!#$%&*+/=?^`|~-]*@")
"""The part of an address before the @, which names somebody."""


class Tray(StrEnum):
    """Where a letter lies."""

    WAITING = "waiting"
    FAILING = "failing"
    DEAD = "dead"
    SENT = "sent"


TRAYS: Mapping[Tray, Text] = {
    Tray.WAITING: Text("待发", "To be sent"),
    Tray.FAILING: Text("失败待重试", "To be tried again"),
    Tray.DEAD: Text("已放弃", "Given up"),
    Tray.SENT: Text("已发出", "Sent"),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One letter: what it is and to whom, with the address masked, and what the server said last."""

    item: OutboxItem
    what: Text
    about: Text | None
    way: str
    to: str
    address: str
    error: Text | None


def counts(session: Session) -> dict[Tray, int]:
    """How many letters lie in each tray, but for those that are sent: nobody counts them."""
    trays = [tray for tray in Tray if tray is not Tray.SENT]
    sums = [func.sum(case((_lies_in(tray), 1), else_=0)) for tray in trays]
    # written so that the index of states is looked at, and not everything that was ever sent
    left = OutboxItem.state.in_((WorkState.WAITING, WorkState.CLAIMED, WorkState.DEAD))
    row = session.execute(select(*sums).where(left, OutboxItem.topic.in_(TOPICS))).one()
    return {tray: number or 0 for tray, number in zip(trays, row, strict=True)}


def listed(session: Session, tray: Tray, *, before: int | None = None) -> tuple[list[Outgoing], int | None]:
    """A page of letters, the latest first, and where the next page begins."""
    rows = select(OutboxItem).where(OutboxItem.topic.in_(TOPICS), _lies_in(tray))
    if before is not None:
        rows = rows.where(OutboxItem.id < before)
    found = session.scalars(rows.order_by(OutboxItem.id.desc()).limit(SHOWN + 1)).all()
    shown = found[:SHOWN]
    return _told(session, shown), shown[-1].id if len(found) > SHOWN else None


def send_again(session: Session, number: int) -> OutboxItem:
    """The letter that was given up waits again, with all its attempts before it."""
    item = session.get(OutboxItem, number)
    if item is None or item.topic not in TOPICS:
        raise NotFound(
            Text("没有这封外发消息。", "There is no such letter."),
            remedy=Text("它可能已被清理；请刷新列表。", "It may have been cleared; reload the list."),
            place=f"outbox:{number}",
        )
    return outbox.revive(session, number)


def send_all_again(session: Session) -> list[OutboxItem]:
    """Every letter that was given up waits again, the oldest first, some hundreds at once."""
    dead = select(OutboxItem.id).where(OutboxItem.topic.in_(TOPICS), _lies_in(Tray.DEAD))
    return [
        outbox.revive(session, number)
        for number in session.scalars(dead.order_by(OutboxItem.id).limit(AT_ONCE))
    ]


def masked(words: str) -> str:
    """The words with nobody's address in them: of each the first letter and the server are left."""
    return LOCAL.sub(r"\1***@", words)


def _lies_in(tray: Tray) -> ColumnElement[bool]:
    match tray:
        case Tray.WAITING:
            untried = and_(OutboxItem.state == WorkState.WAITING, OutboxItem.error.is_(None))
            return or_(untried, OutboxItem.state == WorkState.CLAIMED)
        case Tray.FAILING:
            return and_(OutboxItem.state == WorkState.WAITING, OutboxItem.error.is_not(None))
        case Tray.DEAD:
            return OutboxItem.state == WorkState.DEAD
        case Tray.SENT:
            return OutboxItem.state == WorkState.DONE


def _told(session: Session, items: Sequence[OutboxItem]) -> list[Outgoing]:
    people = _people(session, {one.payload.get("user") for one in items})
    numbers = {one.payload.get("notice") for one in items} - {None}
    rows = session.execute(select(Notice.id, Notice.about).where(Notice.id.in_(numbers)))
    abouts: dict[int | None, str] = {number: about for number, about in rows}  # noqa: C416 keyed by what may be none
    groups = {group.value: title for group, title in GROUPS.items()}
    found = []
    for one in items:
        name, address = people.get(one.payload.get("user"), ("—", ""))
        found.append(
            Outgoing(
                item=one,
                what=TOPICS[one.topic],
                about=groups.get(abouts.get(one.payload.get("notice"), "")),
                way=one.payload.get("way", MAIL),
                to=name,
                address=masked(address),
                error=error_text(masked(one.error)) if one.error else None,
            )
        )
    return found


def _people(session: Session, users: Iterable[int | None]) -> dict[int | None, tuple[str, str]]:
    """What the accounts are called, and where they get mail or want to."""
    rows = session.execute(
        select(USER.c.id, USER.c.last_name, USER.c.first_name, Address.pending, Address.confirmed)
        .outerjoin(Address, Address.user_id == USER.c.id)
        .where(USER.c.id.in_(set(users) - {None}))
    )
    return {
        number: (full_name(family, given), pending or confirmed or "")
        for number, family, given, pending, confirmed in rows
    }

"""Reads: what an account may read, how much of it is unread, a page of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from addons.licensing.telling import ACCOUNT
from addons.notices.models import Notice, Reading
from addons.notices.preferring import hidden_groups
from addons.parties.models import Enterprise, Office
from addons.parties.queries import office_name, party_of
from approvals.people.assignment import PartyKind, PartyRef
from kernel.errors import NotFound
from kernel.text import Text

PAGE = 20
MOST_COUNTED = 99
"""More unread notices than this are all the same to their reader."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An account, and the parties it stands for: what is addressed to them is its to read, and nothing else."""

    user_id: int
    parties: tuple[PartyRef, ...] = ()
    hidden: frozenset[str] = frozenset()
    """Groups of events that the account does not want to see here."""


@dataclass(frozen=True, slots=True)
class Item:
    """A notice as its reader sees it."""

    id: int
    title: Text
    body: Text
    link: str
    at: datetime
    to: Text | None
    """The enterprise or office it is addressed to; none when it is to oneself."""
    is_read: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of notices, the newest first; `more` is where the next page begins, if there is one."""

    items: tuple[Item, ...]
    more: int | None


def mailbox_of(session: Session, user_id: int) -> Mailbox:
    """What the account may read."""
    held = party_of(session, user_id)
    own = [PartyRef(PartyKind.PERSON, held.person)] if held.person is not None else []
    firms = [PartyRef(PartyKind.ENTERPRISE, number) for number, _ in held.enterprises]
    offices = [PartyRef(PartyKind.OFFICE, number) for number, _ in held.offices]
    itself = PartyRef(ACCOUNT, user_id)
    return Mailbox(user_id, (*own, *firms, *offices, itself), hidden_groups(session, user_id))


def unread_count(session: Session, box: Mailbox) -> int:
    """How many notices the account has not read, counted no further than one beyond the most that is told."""
    if not box.parties:
        return 0
    some = select(Notice.id).where(addressed(box), unread(box)).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def listed(
    session: Session, box: Mailbox, *, unread_only: bool = False, before: int | None = None, size: int = PAGE
) -> Listed:
    """One page of what is addressed to the account, the latest first; `before` is the last notice of the page before."""
    if not box.parties:
        return Listed((), None)
    wanted = [addressed(box), *([unread(box)] if unread_only else [])]
    if before is not None:
        wanted.append(earlier(session, before))
    latest = (Notice.created_at.desc(), Notice.id.desc())
    statement = select(Notice, unread(box)).where(*wanted).order_by(*latest).limit(size + 1)
    rows = [(notice, new) for notice, new in session.execute(statement)]
    names = _names(session, [notice for notice, _ in rows[:size]])
    items = tuple(_item(notice, names, is_read=not new) for notice, new in rows[:size])
    return Listed(items, items[-1].id if len(rows) > size else None)


def earlier(session: Session, number: int) -> ColumnElement[bool]:
    """What comes after a notice in the list; when it was removed meanwhile, what was written before it."""
    at = session.scalar(select(Notice.created_at).where(Notice.id == number))
    if at is None:
        return Notice.id < number
    return or_(Notice.created_at < at, and_(Notice.created_at == at, Notice.id < number))


def notice_of(session: Session, box: Mailbox, number: int) -> Notice:
    """A notice that is the account's to read; every other one is not there."""
    found: Notice | None = session.scalar(select(Notice).where(Notice.id == number, addressed(box)))
    if found is None:
        raise NotFound(
            Text("没有这条消息。", "There is no such message."),
            remedy=Text("它可能已过保存期；请回到消息列表。", "It may be too old; go back to your messages."),
            place=str(number),
        )
    return found


def addressed(box: Mailbox) -> ColumnElement[bool]:
    """Whether a notice is addressed to one of the account's parties."""
    kinds: dict[str, list[int]] = {}
    for party in box.parties:
        kinds.setdefault(party.kind, []).append(party.id)
    to = [and_(Notice.party_kind == kind, Notice.party_id.in_(ids)) for kind, ids in sorted(kinds.items())]
    mine = or_(false(), *to)
    return and_(mine, Notice.about.not_in(sorted(box.hidden))) if box.hidden else mine


def unread(box: Mailbox) -> ColumnElement[bool]:
    """Whether the account has not read a notice."""
    return ~exists().where(Reading.notice_id == Notice.id, Reading.user_id == box.user_id)


def _item(notice: Notice, names: Mapping[PartyRef, Text], *, is_read: bool) -> Item:
    return Item(
        id=notice.id,
        title=Text(notice.title_zh, notice.title_en),
        body=Text(notice.body_zh, notice.body_en),
        link=notice.link,
        at=notice.created_at,
        to=names.get(PartyRef(notice.party_kind, notice.party_id)),
        is_read=is_read,
    )


def _names(session: Session, notices: Sequence[Notice]) -> dict[PartyRef, Text]:
    """What the enterprises and offices are called; oneself needs no name."""
    ids: dict[str, set[int]] = {}
    for notice in notices:
        ids.setdefault(notice.party_kind, set()).add(notice.party_id)
    names: dict[PartyRef, Text] = {}
    if firms := ids.get(PartyKind.ENTERPRISE):
        for firm in session.scalars(select(Enterprise).where(Enterprise.id.in_(firms))):
            names[PartyRef(PartyKind.ENTERPRISE, firm.id)] = Text(firm.name, firm.name)
    if offices := ids.get(PartyKind.OFFICE):
        for office in session.scalars(select(Office).where(Office.id.in_(offices))):
            names[PartyRef(PartyKind.OFFICE, office.id)] = office_name(office)
    return names

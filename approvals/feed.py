"""Everything that was done and said about a case in one stream: acts, messages, notes; what is new is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from approvals.asides import Message, Note
from approvals.cases import CaseView
from approvals.messages import messages_of, notes_of
from approvals.statements import DECISION
from approvals.timeline import Point, timeline
from kernel.access import names_of
from kernel.registry import Registry
from kernel.text import Text

APPLICANT = Text("申请人", "Applicant")
OFFICE = Text("办理机构", "Office")
SPOKEN = (
    select(Message.at, Message.by_office, Message.text)
    .where(Message.case_id == bindparam("id"))
    .order_by(Message.id)
)


class Kind(StrEnum):
    ACT = "act"
    MESSAGE = "message"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the stream; an act comes with its point of the timeline."""

    kind: Kind
    at: datetime | None
    who: Text | None
    text: str = ""
    point: Point | None = None
    by_office: bool = True
    new: bool = False


def feed(
    session: Session, registry: Registry, case: CaseView, *, account: str, since: datetime | None
) -> list[Item]:
    """The stream as the office reads it, in order; what the case waits for comes last."""
    points = timeline(session, registry, case)
    said, noted = messages_of(session, case.id), notes_of(session, case.id)
    names = names_of(session, {one.author for one in (*said, *noted)})
    items = [Item(Kind.ACT, point.at, point.who, point=point) for point in points]
    items += [_message(one, names) for one in said]
    items += [Item(Kind.NOTE, one.at, _name(names, one.author), one.text) for one in noted]
    own = {Text(name, name) for name in names_of(session, [account]).values()}
    latest = max((one.at for one in items if one.at is not None), default=None)
    return sorted(
        (_marked(one, since, own) for one in items), key=lambda one: (one.at is None, one.at or latest)
    )


def conversation(session: Session, case_id: int) -> list[Item]:
    """What office and applicant have said to each other, as the applicant reads it: without names of clerks."""
    # columns, not rows of a class: the file of a case, which is printed in numbers, reads them too
    said = session.execute(SPOKEN, {"id": case_id})
    return [
        Item(Kind.MESSAGE, at, OFFICE if by_office else APPLICANT, text, by_office=by_office)
        for at, by_office, text in said
    ]


def news_since(session: Session, case_id: int, account: str, moment: datetime) -> int:
    """How many acts, messages and notes of others there are since."""
    parts = [
        select(literal(1)).where(table.case_id == case_id, table.at > moment, who != account)
        for table, who in ((Message, Message.author), (Note, Note.author))
    ]
    acts = select(literal(1)).where(
        DECISION.c.case_id == case_id, DECISION.c.at > moment, DECISION.c.actor != account
    )
    return session.scalar(select(func.count()).select_from(union_all(acts, *parts).subquery())) or 0


def _message(one: Message, names: Mapping[str, str]) -> Item:
    who = _name(names, one.author)
    if not one.by_office:
        who = Text(f"{APPLICANT.zh} {who.zh}", f"{APPLICANT.en} {who.en}")
    return Item(Kind.MESSAGE, one.at, who, one.text, by_office=one.by_office)


def _marked(one: Item, since: datetime | None, own: set[Text]) -> Item:
    if since is None or one.at is None or one.at <= since or one.who in own:
        return one
    return Item(one.kind, one.at, one.who, one.text, one.point, one.by_office, new=True)


def _name(names: Mapping[str, str], account: str) -> Text:
    name = names.get(account) or account
    return Text(name, name)

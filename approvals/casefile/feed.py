"""Everything that was done and said about a case in one stream: acts, messages, notes; what is new is told."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from approvals.casefile.logbook import Log
from approvals.casefile.messages import Spoken, messages_of, notes_of
from approvals.casefile.timeline import Point, timeline
from approvals.cases.asides import Message, Note
from approvals.cases.statements import DECISION
from approvals.cases.view import CaseView
from kernel.access import names_of
from kernel.db import connection_of
from kernel.prepared import Prepared
from kernel.registry import Registry
from kernel.text import Text

APPLICANT = Text("申请人", "Applicant")
OFFICE = Text("办理机构", "Office")
NEWS = Prepared(
    select(func.count()).select_from(
        union_all(
            *(
                select(literal(1)).where(
                    table.case_id == bindparam("case"),
                    table.at > bindparam("since"),
                    who != bindparam("account"),
                )
                for table, who in ((Message, Message.author), (Note, Note.author))
            ),
            select(literal(1)).where(
                DECISION.c.case_id == bindparam("case"),
                DECISION.c.at > bindparam("since"),
                DECISION.c.actor != bindparam("account"),
            ),
        ).subquery()
    )
)


class Kind(StrEnum):
    ACT = "act"
    MESSAGE = "message"
    NOTE = "note"


class Item(NamedTuple):
    """One thing of the stream; an act comes with its point of the timeline."""

    kind: Kind
    at: datetime | None
    who: Text | None
    text: str = ""
    point: Point | None = None
    by_office: bool = True
    new: bool = False


def feed(
    session: Session,
    registry: Registry,
    case: CaseView,
    log: Log | None = None,
    *,
    account: str,
    since: datetime | None,
) -> list[Item]:
    """The stream as the office reads it, in order; what the case waits for comes last. `log` if it was read before."""
    points = timeline(session, registry, case, log)
    said, noted = messages_of(session, case.id), notes_of(session, case.id)
    names = names_of(session, {account, *(one.author for one in (*said, *noted))})
    items = [Item(Kind.ACT, point.at, point.who, point=point) for point in points]
    items += [_message(one, names) for one in said]
    items += [Item(Kind.NOTE, one.at, _name(names, one.author), one.text) for one in noted]
    own = _name(names, account) if account in names else None
    latest = max((one.at for one in items if one.at is not None), default=None)
    return sorted(
        (_marked(one, since, own) for one in items), key=lambda one: (one.at is None, one.at or latest)
    )


def conversation(session: Session, case_id: int) -> list[Item]:
    """What office and applicant have said to each other, as the applicant reads it: without names of clerks."""
    return [
        Item(Kind.MESSAGE, at, OFFICE if by_office else APPLICANT, text, by_office=by_office)
        for at, _author, text, by_office in messages_of(session, case_id)
    ]


def news_since(session: Session, case_id: int, account: str, moment: datetime) -> int:
    """How many acts, messages and notes of others there are since."""
    session.flush()
    asked = {"case": case_id, "account": account, "since": moment}
    return int(NEWS.row(connection_of(session), asked)[0])


def _message(one: Spoken, names: Mapping[str, str]) -> Item:
    who = _name(names, one.author)
    if not one.by_office:
        who = Text(f"{APPLICANT.zh} {who.zh}", f"{APPLICANT.en} {who.en}")
    return Item(Kind.MESSAGE, one.at, who, one.text, by_office=one.by_office)


def _marked(one: Item, since: datetime | None, own: Text | None) -> Item:
    if since is None or one.at is None or one.at <= since or one.who == own:
        return one
    return one._replace(new=True)


def _name(names: Mapping[str, str], account: str) -> Text:
    name = names.get(account) or account
    return Text(name, name)

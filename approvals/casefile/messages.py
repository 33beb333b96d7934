"""What office and applicant say to each other about a case; each flushes, the page commits."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from approvals.casefile.written import checked
from approvals.cases.asides import Message, Note
from approvals.cases.view import CaseView
from approvals.people.assignment import Standing
from approvals.people.authority import may_speak
from approvals.people.mentions import SIGNS, callable_in, called
from approvals.people.telling import Word, WordKind, send_word
from approvals.seams import MESSAGE_LISTENER
from kernel.db import connection_of
from kernel.errors import Conflict, NotAllowed
from kernel.prepared import Prepared
from kernel.registry import Registry
from kernel.text import Text

LONGEST = 1_000
MOST = 300
"""Messages of one case: whoever has more to say has something else to say."""

MESSAGES = Prepared(
    select(Message.at, Message.author, Message.text, Message.by_office)
    .where(Message.case_id == bindparam("case"))
    .order_by(Message.id)
)
NOTES = Prepared(
    select(Note.at, Note.author, Note.text).where(Note.case_id == bindparam("case")).order_by(Note.id)
)


class Spoken(NamedTuple):
    """A message or a note as it is read; notes are the office's."""

    at: datetime
    author: str
    text: str
    by_office: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """What a listener hears: the message, and the case as it stands."""

    case: CaseView
    message: Message


def say(
    session: Session,
    registry: Registry,
    case: CaseView,
    text: str,
    *,
    author: str,
    by_office: bool,
    now: datetime,
) -> Message:
    """The other side reads it, and is told that there is something to read; nothing is said of what is closed."""
    if case.state.outcome is not None:
        raise _closed(by_office=by_office)
    words = checked(text, most=LONGEST)
    written = select(func.count()).select_from(Message).where(Message.case_id == case.id)
    if (session.scalar(written) or 0) >= MOST:
        raise Conflict(
            Text(f"这个办件的消息已有 {MOST} 条。", f"The case has {MOST} messages already."),
            remedy=Text("请电话联系对方。", "Call the other side instead."),
            place="text",
        )
    message = Message(case_id=case.id, at=now, author=author, by_office=by_office, text=words)
    session.add(message)
    session.flush()
    for entry in registry.entries(MESSAGE_LISTENER):
        entry.thing(session, Said(case, message))
    return message


def refuse_reader(session: Session, standing: Standing, case_id: int) -> None:
    """Raises for somebody who may read the case and has no say in it."""
    if not may_speak(session, standing, case_id):
        raise NotAllowed(
            Text(
                "这个办件只是抄送给您，不能以办理机构的名义给申请人发消息。",
                "You were shown this case; it is not yours to write to the applicant about.",
            ),
            remedy=Text("请记为内部备注，或告诉经办人。", "Make it a note, or tell who has the case."),
            place="text",
        )


def note(
    session: Session, registry: Registry, case: CaseView, text: str, *, author: str, now: datetime
) -> Note:
    """The offices have it on file, and whom it calls is told; nobody outside reads it."""
    found = Note(case_id=case.id, at=now, author=author, text=checked(text, most=LONGEST))
    session.add(found)
    session.flush()
    if any(sign in text for sign in SIGNS):
        names = called(found.text, callable_in(session, registry, case))
        word = Word(kind=WordKind.MENTIONED, accounts=names, by=author, at=now, case=case.id)
        send_word(session, word)
    return found


def messages_of(session: Session, case_id: int) -> list[Spoken]:
    """What was said about the case, in order."""
    session.flush()
    rows = MESSAGES.typed(connection_of(session), {"case": case_id})
    return [Spoken(at, author, text, bool(by_office)) for at, author, text, by_office in rows]


def notes_of(session: Session, case_id: int) -> list[Spoken]:
    """The notes of the office, in order."""
    session.flush()
    return [Spoken(*row) for row in NOTES.typed(connection_of(session), {"case": case_id})]


def _closed(*, by_office: bool) -> Conflict:
    """Said to either side: nobody looks after a closed case any more."""
    remedy = Text(
        "有问题请拨打本页的咨询电话；还要办理的，请重新申请。",
        "Call the number on this page; apply again for anything else.",
    )
    if by_office:
        remedy = Text(
            "要告知申请人的，请按联系方式联系；留在案卷里的，请记为内部备注。",
            "Call the applicant; make it a note if it is for the file.",
        )
    return Conflict(
        Text("办件已办结，不再收发消息。", "The case is closed: no more messages are sent about it."),
        remedy=remedy,
        place="text",
    )

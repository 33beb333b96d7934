"""The synthetic people of a demo: registered like any others, so that their numbers are encrypted."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.parties import service
from addons.parties.models import Employment, Membership
from addons.parties.queries import enterprise_by_code, office_by_code
from addons.parties.words import DocumentType, Duty, Source
from kernel.access.tables import USER
from kernel.datafiles.table import read_table
from kernel.errors import DataFileError
from kernel.keys import KeyRing
from kernel.text import Text

FOLDER = Path(__file__).parent / "demo"
ACTOR = "demo"


def load(session: Session, *, keys: KeyRing, now: datetime) -> None:
    """The people, their employments, and what the demo accounts stand for; what is there is left alone."""
    people = {}
    for name, row in _rows("people"):
        person = service.register_person(
            session,
            DocumentType(row["document_type"]),
            row["document"],
            name=row["name"],
            phone=row["mobile"],
            verified=True,
            keys=keys,
            now=now,
        )
        people[name] = person.id
        if row["employer"]:
            _employ(session, person.id, _enterprise(session, row["employer"]), row["since"], now)
    for name, row in _rows("accounts"):
        user = session.scalar(select(USER.c.id).where(func.lower(USER.c.username) == name))
        if user is not None and not _bound(session, user):
            _bind(session, user, row, people, now)


def _employ(session: Session, person: int, enterprise: int, since: str, now: datetime) -> None:
    known = select(Employment.id).where(
        Employment.person_id == person, Employment.enterprise_id == enterprise
    )
    if session.scalar(known.limit(1)) is None:
        day = date.fromisoformat(since)
        service.employ(session, person, enterprise, since=day, source=Source.REGISTER, now=now)


def _bind(session: Session, user: int, row: dict[str, str], people: dict[str, int], now: datetime) -> None:
    if row["person"]:
        service.bind_person(session, user, people[row["person"]], actor=ACTOR, now=now)
    if row["enterprise"]:
        enterprise = _enterprise(session, row["enterprise"])
        service.bind_enterprise(session, user, enterprise, duty=Duty.ADMIN, actor=ACTOR, now=now)
    if row["office"]:
        office = office_by_code(session, row["office"])
        if office is None:
            raise _missing(row["office"])
        service.bind_office(session, user, office.id, actor=ACTOR, now=now)


def _bound(session: Session, user: int) -> bool:
    return session.scalar(select(Membership.id).where(Membership.user_id == user).limit(1)) is not None


def _enterprise(session: Session, code: str) -> int:
    found = enterprise_by_code(session, code)
    if found is None:
        raise _missing(code)
    return found.id


def _rows(table: str) -> Iterator[tuple[str, dict[str, str]]]:
    for row in read_table(FOLDER / f"{table}.csv", file=f"parties/demo/{table}.csv").rows:
        yield row.id, row.values


def _missing(code: str) -> DataFileError:
    return DataFileError(
        Text(f"演示数据引用的“{code}”不存在。", f"The demo refers to “{code}”, which does not exist."),
        remedy=Text("请连同演示数据一起安装。", "Install the plugin with its demo data."),
        place="parties/demo",
    )

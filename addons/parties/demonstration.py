"""The synthetic people of a demo: registered like any others, so that their numbers are encrypted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.parties import service
from addons.parties.models import Employment, Membership
from addons.parties.queries import enterprise_by_code, office_by_code
from addons.parties.words import DocumentType, Duty, Source
from kernel.access.tables import USER
from kernel.datafiles.table import Row, read_table
from kernel.errors import DataFileError
from kernel.keys import KeyRing
from kernel.text import Text

ACTOR = "demo"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where demo people are registered, and which of them have been by now."""

    session: Session
    keys: KeyRing
    now: datetime
    people: dict[str, int] = field(default_factory=dict)


def load(session: Session, folders: Mapping[str, Path], *, keys: KeyRing, now: datetime) -> None:
    """The people, their employments, and what the demo accounts stand for; what is there is left alone."""
    desk = Desk(session, keys, now)
    for place, row in _rows(folders, "people"):
        _register(desk, row, place)
    for place, row in _rows(folders, "accounts"):
        user = session.scalar(select(USER.c.id).where(func.lower(USER.c.username) == row.id))
        if user is not None and not _is_bound(session, user):
            _bind(desk, user, row, place)


def _register(desk: Desk, row: Row, place: str) -> None:
    cells = row.values
    person = service.register_person(
        desk.session,
        DocumentType(cells["document_type"]),
        cells["document"],
        name=cells["name"],
        phone=cells["mobile"],
        verified=True,
        keys=desk.keys,
        now=desk.now,
    )
    desk.people[row.id] = person.id
    if cells["employer"]:
        _employ(desk, person.id, _enterprise(desk, cells["employer"], place), cells["since"])


def _employ(desk: Desk, person: int, enterprise: int, since: str) -> None:
    known = select(Employment.id).where(
        Employment.person_id == person, Employment.enterprise_id == enterprise
    )
    if desk.session.scalar(known.limit(1)) is None:
        day = date.fromisoformat(since)
        service.employ(desk.session, person, enterprise, since=day, source=Source.REGISTER, now=desk.now)


def _bind(desk: Desk, user: int, row: Row, place: str) -> None:
    """An account that says nothing of parties is somebody else's affair."""
    if named := row.values.get("person"):
        if named not in desk.people:
            raise _missing(named, place)
        service.bind_person(desk.session, user, desk.people[named], actor=ACTOR, now=desk.now)
    if code := row.values.get("enterprise"):
        enterprise = _enterprise(desk, code, place)
        service.bind_enterprise(desk.session, user, enterprise, duty=Duty.ADMIN, actor=ACTOR, now=desk.now)
    if code := row.values.get("office"):
        office = office_by_code(desk.session, code)
        if office is None:
            raise _missing(code, place)
        service.bind_office(desk.session, user, office.id, actor=ACTOR, now=desk.now)


def _is_bound(session: Session, user: int) -> bool:
    return session.scalar(select(Membership.id).where(Membership.user_id == user).limit(1)) is not None


def _enterprise(desk: Desk, code: str, place: str) -> int:
    found = enterprise_by_code(desk.session, code)
    if found is None:
        raise _missing(code, place)
    return found.id


def _rows(folders: Mapping[str, Path], table: str) -> Iterator[tuple[str, Row]]:
    for plugin, folder in folders.items():
        path, file = folder / "demo" / f"{table}.csv", f"{plugin}/demo/{table}.csv"
        if path.is_file():
            for row in read_table(path, file=file).rows:
                yield f"{file}:{row.line}", row


def _missing(code: str, place: str) -> DataFileError:
    return DataFileError(
        Text(f"演示数据引用的“{code}”不存在。", f"The demo refers to “{code}”, which does not exist."),
        remedy=Text("请连同演示数据一起安装。", "Install the plugin with its demo data."),
        place=place,
    )

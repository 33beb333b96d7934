"""The synthetic certificates of a demo: each ends so many days from today, so that a demo never grows old."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates import service
from addons.certificates.definition import CertificateType
from addons.certificates.expiry import lapsed
from addons.certificates.models import Certificate
from addons.certificates.numbers import written
from addons.certificates.portraits import USUAL, portrait
from addons.certificates.types_in_force import certificate_type
from addons.certificates.validity import MONTHS_OF_A_YEAR, ONE_DAY, shifted
from addons.certificates.words import State
from addons.parties.models import Person
from addons.parties.numbers import document
from addons.parties.queries import enterprise_by_code, office_by_code
from addons.parties.service import find_by_document
from addons.parties.words import DocumentType
from forms.storage import LocalFiles, Storage
from kernel.clock import LOCAL, local_day
from kernel.datafiles.table import Row, read_table
from kernel.errors import DataFileError, Invalid
from kernel.keys import KeyRing
from kernel.text import Text

TABLE = "demo/certificates.csv"
TYPE = "certificates.safety"
ACTOR = "demo"
USUAL_YEARS = 3
OPENING = time(9)


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to issue demo certificates."""

    session: Session
    keys: KeyRing
    now: datetime
    storage: Storage | None

    @property
    def today(self) -> date:
        """The day from which the days left are counted."""
        return local_day(self.now)


def load(desk: Desk, folders: Mapping[str, Path]) -> int:
    """The certificates of every plugin's demo are there; how many are new. What is there is left alone."""
    made = [_issued(desk, place, row) for place, row in _rows(folders)]
    lapsed(desk.session, on=desk.today, now=desk.now)
    return sum(made)


def _issued(desk: Desk, place: str, row: Row) -> bool:
    cells = row.values
    kind = certificate_type(desk.session, cells.get("type") or TYPE)
    holder = _holder(desk, cells["holder"], place)
    serial, category = _whole(cells["serial"], place), cells["category"]
    if _held(desk.session, kind, holder, category, serial) is not None:
        return False
    end = desk.today + timedelta(days=_whole(cells["days_left"], place))
    start = _start(kind, end)
    state = State(cells.get("state") or State.VALID)
    service.issue(
        desk.session,
        type=cells.get("type") or TYPE,
        category=category,
        number=written(kind.number, category=category, year=start.year, serial=serial),
        holder=holder.id,
        enterprise=_enterprise(desk.session, cells["enterprise"], place),
        office=_office(desk.session, cells["office"], place),
        issued_on=start,
        valid_to=end,
        appointment=cells.get("appointment") or None,
        photo_digest=_photo(desk, kind, holder),
        # one that lapsed was valid first, and its history tells both
        state=State.VALID if state is State.LAPSED else state,
        actor=ACTOR,
        # what was done to it since, as a demo tells it, comes after
        now=min(desk.now, datetime.combine(start, OPENING, LOCAL)),
    )
    return True


def named(
    session: Session, folders: Mapping[str, Path], name: str, *, keys: KeyRing, on: date
) -> Certificate | None:
    """The certificate of the row with that id in one of the demo files."""
    for _, row in _rows(folders):
        if row.id == name:
            wanted = document(DocumentType.RESIDENT_ID, row.values["holder"], on=on)
            holder = find_by_document(session, wanted, keys=keys)
            kind = certificate_type(session, row.values.get("type") or TYPE)
            return holder and _held(session, kind, holder, row.values["category"], int(row.values["serial"]))
    return None


def names(folders: Mapping[str, Path]) -> frozenset[str]:
    """The ids of all rows, by which a demo refers to certificates."""
    return frozenset(row.id for _, row in _rows(folders))


def _start(kind: CertificateType, end: date) -> date:
    years = kind.validity.years if kind.validity else USUAL_YEARS
    return shifted(end + ONE_DAY, months=-years * MONTHS_OF_A_YEAR)


def _held(
    session: Session, kind: CertificateType, holder: Person, category: str, serial: int
) -> Certificate | None:
    """Whatever its year: that depends on the day when the demo was loaded."""
    held = select(Certificate).where(Certificate.holder_id == holder.id, Certificate.category == category)
    return next(
        (one for one in session.scalars(held) if int(kind.numbered(one.number).serial) == serial), None
    )


def _photo(desk: Desk, kind: CertificateType, holder: Person) -> str | None:
    if desk.storage is None:
        return None
    return desk.storage.put(portrait(f"{holder.id}:{holder.name}", kind.photo or USUAL))


def _holder(desk: Desk, number: str, place: str) -> Person:
    wanted = document(DocumentType.RESIDENT_ID, number, on=desk.today)
    found = find_by_document(desk.session, wanted, keys=desk.keys)
    if found is None:
        raise _missing(place, Text("持证人", "the holder"))
    return found


def _enterprise(session: Session, code: str, place: str) -> int | None:
    if not code:
        return None
    found = enterprise_by_code(session, code)
    if found is None:
        raise _missing(place, Text(f"企业 {code}", f"the enterprise {code}"))
    return found.id


def _office(session: Session, code: str, place: str) -> int:
    found = office_by_code(session, code)
    if found is None:
        raise _missing(place, Text(f"机构 {code}", f"the office {code}"))
    return found.id


def _whole(written_number: str, place: str) -> int:
    try:
        return int(written_number)
    except ValueError:
        raise Invalid(
            Text(f"“{written_number}”不是整数。", f"“{written_number}” is no whole number."),
            remedy=Text("请写整数，如 30 或 -1。", "Write a whole number, such as 30 or -1."),
            place=place,
        ) from None


def _rows(folders: Mapping[str, Path]) -> Iterator[tuple[str, Row]]:
    for plugin, folder in folders.items():
        if (path := folder / TABLE).is_file():
            for row in read_table(path, file=f"{plugin}/{TABLE}").rows:
                yield f"{plugin}/{TABLE}:{row.line}", row


def _missing(place: str, what: Text) -> DataFileError:
    return DataFileError(
        Text(
            f"演示证书引用的{what.zh}不存在。",
            f"A demo certificate refers to {what.en}, which does not exist.",
        ),
        remedy=Text("请连同演示数据一起安装。", "Install the plugins with their demo data."),
        place=place,
    )


def desk_of(session: Session, *, keys: KeyRing | None, now: datetime, folder: Path | None) -> Desk:
    """A desk that keeps portraits in this folder, if any."""
    return Desk(session, keys or KeyRing({}), now, LocalFiles(folder) if folder else None)

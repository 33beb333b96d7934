"""The numbers of cases: office, day and a serial number, without gaps and never twice."""

from datetime import date
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from addons.licensing.models import Serial
from addons.parties.models import Office

SERIAL = cast(Table, Serial.__table__)


def next_number(session: Session, office: Office, *, day: date) -> str:
    """The next number of the office on that day, such as 220100-260303-0187; given back by a rollback."""
    # the row stays locked until the case is committed: whoever comes next waits, so that no number is skipped
    dialect = session.get_bind().dialect.name
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(SERIAL)
    taken = insert.values(office_id=office.id, day=day, last=1).on_conflict_do_update(
        index_elements=[SERIAL.c.office_id, SERIAL.c.day], set_={"last": SERIAL.c.last + 1}
    )
    last: int = session.execute(taken.returning(SERIAL.c.last)).scalar_one()
    return f"{office.code}-{day:%y%m%d}-{last:04d}"

"""The serials of letters: one row for organ, kind and year, so that no number is skipped and none given twice."""

from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from addons.letters.models import Serial

SERIAL = cast(Table, Serial.__table__)


def next_serial(session: Session, organ: str, word: str, year: int) -> int:
    """The next number, this transaction's; a rollback gives it back."""
    # the row stays locked until the letter is committed: whoever comes next waits, so that no number is skipped
    dialect = session.get_bind().dialect.name
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(SERIAL)
    taken = insert.values(organ=organ, word=word, year=year, last=1).on_conflict_do_update(
        index_elements=[SERIAL.c.organ, SERIAL.c.word, SERIAL.c.year], set_={"last": SERIAL.c.last + 1}
    )
    last: int = session.execute(taken.returning(SERIAL.c.last)).scalar_one()
    return last

"""Reads of the certificate picker: those within an asker's reach, found by number, holder or enterprise."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from addons.certificates.models import Certificate
from addons.certificates.numbers import number_key
from addons.certificates.searching import certificates_found
from addons.parties.models import Person
from addons.parties.picking import FEW, LEAST, MOST
from forms.offering import Asking
from kernel.surroundings import surroundings_of


class Reached(NamedTuple):
    """A certificate as the picker shows it."""

    number: str
    state: str
    valid_to: date | None
    holder: str


def within_reach(asking: Asking, text: str, chosen: str) -> tuple[Sequence[Reached], bool, bool]:
    """The certificates, whether there are more, and whether they have to be looked for."""
    session = asking.session
    columns = select(Certificate.number, Certificate.state, Certificate.valid_to, Person.name)
    joined: Any = columns.join(Person, Person.id == Certificate.holder_id)
    order = (Certificate.valid_to.is_(None), Certificate.valid_to, Certificate.id)
    theirs = asking.within(joined, Certificate).order_by(*order)
    few = session.execute(theirs.limit(FEW + 1)).all()
    if len(few) <= FEW:
        return [Reached(*row) for row in few], False, False
    held = session.execute(theirs.where(Certificate.number_key == number_key(chosen))).all() if chosen else []
    if len(text) < LEAST:
        return [Reached(*row) for row in held], False, True
    found = certificates_found(text, keys=surroundings_of(session).keys)
    rows = session.execute(theirs.where(found).limit(MOST + 1)).all()
    kept = [row for row in held if row not in rows[:MOST]]
    return [Reached(*row) for row in (*kept, *rows[:MOST])], len(rows) > MOST, True


def is_within(asking: Asking, number: str) -> bool:
    """Whether the certificate of this number is within reach."""
    theirs = asking.within(select(func.count()).select_from(Certificate), Certificate)
    return bool(asking.session.scalar(theirs.where(Certificate.number_key == number_key(number))))

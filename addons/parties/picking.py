"""Reads of the pickers: regions one below the other, and who and what is found within an asker's reach."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from addons.parties.finding import employments_found, enterprises_found, people_found
from addons.parties.models import Employment, Enterprise, Person, Region
from addons.parties.numbers import narrowed
from addons.parties.words import EnterpriseStatus
from forms.offering import Asking
from kernel.surroundings import surroundings_of

FEW = 12
"""So many rows are listed without being looked for."""
MOST = 20
"""So many results are listed at once."""
LEAST = 2
"""Letters of a search."""

NUMBER = re.compile(r"[1-9][0-9]{0,9}")
LAST = 2**31 - 1
"""The greatest number of a row."""

Criterion = ColumnElement[bool]
Found = tuple[Sequence[Any], bool, bool]
"""The rows, whether there are more, and whether they have to be looked for."""


def region_by_code(session: Session, code: str) -> Region | None:
    """The region of that code."""
    return session.scalar(select(Region).where(Region.code == code))


def regions_below(session: Session, above: Region | None, *, on: date, also: str = "") -> Sequence[Region]:
    """The regions right below one, or the provinces, that there are on that day; and `also`, whenever it was."""
    inside = Region.parent_id.is_(None) if above is None else Region.parent_id == above.id
    lasting = and_(
        or_(Region.valid_from.is_(None), Region.valid_from <= on),
        or_(Region.valid_to.is_(None), Region.valid_to >= on),
    )
    found = select(Region).where(inside, or_(lasting, Region.code == also))
    return session.scalars(found.order_by(Region.code)).all()


def line_of(session: Session, region: Region) -> list[Region]:
    """The region with those that it lies in, the widest first."""
    line = [region]
    while (above := line[0].parent_id) is not None:
        line.insert(0, session.get_one(Region, above))
    return line


def people(asking: Asking, text: str, chosen: str) -> Found:
    """The people within reach, by name; by number only while the process has the keys."""
    keys = surroundings_of(asking.session).keys
    theirs = asking.within(select(Person), Person).order_by(Person.name, Person.id)
    return _found(
        asking, theirs, Person.id, text=text, chosen=chosen, like=lambda words: people_found(words, keys=keys)
    )


def enterprises(asking: Asking, text: str, chosen: str) -> Found:
    """The enterprises within reach, by name."""
    theirs = asking.within(select(Enterprise), Enterprise).order_by(Enterprise.name, Enterprise.id)
    return _found(asking, theirs, Enterprise.credit_code, text=text, chosen=chosen, like=enterprises_found)


def enterprise_known_by(session: Session, text: str) -> Enterprise | None:
    """The active enterprise of exactly this code or name: whoever knows it may name it, and nobody may browse."""
    known = or_(Enterprise.credit_code == narrowed(text), Enterprise.name == text.strip())
    active = Enterprise.status == EnterpriseStatus.ACTIVE
    return session.scalars(select(Enterprise).where(known, active).order_by(Enterprise.id).limit(1)).first()


def employments(asking: Asking, text: str, chosen: str, *, person: int | None) -> Found:
    """The employments within reach that last on the day, of one person when one is named."""
    keys = surroundings_of(asking.session).keys
    theirs = asking.within(select(Employment), Employment).where(lasting(asking.on))
    if person is not None:
        theirs = theirs.where(Employment.person_id == person)
    latest = theirs.order_by(Employment.started_on.desc(), Employment.id.desc())
    return _found(
        asking,
        latest,
        Employment.id,
        text=text,
        chosen=chosen,
        like=lambda words: employments_found(words, keys=keys),
    )


def lasting(on: date) -> Criterion:
    """Employments that last on the day."""
    ended = or_(Employment.ended_on.is_(None), Employment.ended_on >= on)
    return and_(Employment.started_on <= on, ended)


def row_number(text: str) -> int:
    """The number of a row that a text says; zero, which no row has, when it says none that a database holds."""
    return int(text) if NUMBER.fullmatch(text) and int(text) <= LAST else 0


def is_within(asking: Asking, model: type[Any], *criteria: Criterion) -> bool:
    """Whether one of the asker's rows is like this."""
    statement = asking.within(select(func.count()).select_from(model), model).where(*criteria)
    return bool(asking.session.scalar(statement))


def _found(
    asking: Asking,
    theirs: Select[Any],
    key: Any,
    *,
    text: str,
    chosen: str,
    like: Callable[[str], Criterion],
) -> Found:
    """All of a few; of many those that are like the text, and the one chosen before."""
    session = asking.session
    few = session.scalars(theirs.limit(FEW + 1)).all()
    if len(few) <= FEW:
        return few, False, False
    held = session.scalars(theirs.where(key == _like(key, chosen))).all() if chosen else []
    if len(text) < LEAST:
        return held, False, True
    rows = session.scalars(theirs.where(like(text)).limit(MOST + 1)).all()
    kept = [row for row in held if row not in rows[:MOST]]
    return [*kept, *rows[:MOST]], len(rows) > MOST, True


def _like(key: Any, chosen: str) -> Any:
    """What was chosen as the column has it; a number that is none is nobody's."""
    if key.type.python_type is str:
        return chosen
    return row_number(chosen)

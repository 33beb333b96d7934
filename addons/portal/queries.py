"""Reads of the portal: names and enterprises by their ids."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.models import Enterprise, Office, Person


def names_of(
    session: Session, model: type[Enterprise | Office | Person], ids: Iterable[int | None]
) -> dict[int | None, str]:
    """The names of the rows with these ids."""
    wanted = {number for number in ids if number is not None}
    if not wanted:
        return {}
    rows = session.execute(select(model.id, model.name).where(model.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def enterprises_among(session: Session, ids: Iterable[int]) -> Sequence[Enterprise]:
    """The enterprises with these ids, by name."""
    wanted = list(ids)
    if not wanted:
        return ()
    return session.scalars(
        select(Enterprise).where(Enterprise.id.in_(wanted)).order_by(Enterprise.name)
    ).all()

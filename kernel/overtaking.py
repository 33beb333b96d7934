"""Rows that know their revision are written only as somebody saw them: whoever comes second is told so in words."""

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kernel.errors import Conflict


def flush_unless_overtaken(
    session: Session, overtaken: Callable[[], Conflict], *, also: type[SQLAlchemyError] = StaleDataError
) -> None:
    """What was changed is written; raises what `overtaken` says when somebody else was first.

    `also` is an error that means the same where two may write the same new row.
    """
    try:
        session.flush()
    except (StaleDataError, also):
        raise overtaken() from None

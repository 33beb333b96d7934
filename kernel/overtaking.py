"""Rows that know their revision are written only as somebody saw them: whoever comes second is told so in words."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kernel.errors import Conflict


def flush_unless_overtaken(
    session: Session, overtaken: Callable[[], Conflict], *, taken: Callable[[], Conflict] | None = None
) -> None:
    """What was changed is written; raises what `overtaken` says when somebody else was first.

    `taken` says the same where two may write the same new row, or the same name; without it that is an error.
    """
    try:
        session.flush()
    except StaleDataError:
        raise overtaken() from None
    except IntegrityError:
        if taken is None:
            raise
        raise taken() from None

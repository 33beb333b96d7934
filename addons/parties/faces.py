"""What offices are called, told to lists of cases."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.models import Office
from addons.parties.queries import office_name
from approvals.seams import office_name as offered
from kernel.text import Text


@offered("parties.office_names")
def office_names(session: Session, offices: Sequence[int]) -> dict[int, Text]:
    """The offices by their names on record."""
    rows = session.scalars(select(Office).where(Office.id.in_(offices)))
    return {office.id: office_name(office) for office in rows}

"""What stands on certificate types and would lose its ground with them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from kernel.kinds import Usage
from kernel.seams import usage
from kernel.text import Text

SHOWN = 5


@usage("certificates.ledger")
def issued(session: Session, definitions: Sequence[str]) -> list[Usage]:
    """The certificates of these types, whatever their state: a ledger is never deleted."""
    of_these = Certificate.type.in_(definitions)
    count = session.scalar(select(func.count()).select_from(Certificate).where(of_these)) or 0
    if not count:
        return []
    shown = session.scalars(
        select(Certificate.number).where(of_these).order_by(Certificate.id).limit(SHOWN)
    ).all()
    return [Usage(Text("台账中的证书", "certificates in the ledger"), count, tuple(shown))]

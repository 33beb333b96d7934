"""What stands on certificate types and would lose its ground with them; which stored contents certificates need."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate, CertificateEvent
from forms.seams import stored_digests
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


@stored_digests("certificates")
def portraits_in_use(session: Session, digests: Collection[str]) -> set[str]:
    """Those that are the portrait of a certificate, or were, as its history says."""
    found = set()
    after = CertificateEvent.after["photo_digest"].as_string()
    before = CertificateEvent.before["photo_digest"].as_string()
    for column in (Certificate.photo_digest, after, before):
        found |= set(session.scalars(select(column).where(column.in_(digests)).distinct()))
    return {digest for digest in found if digest}

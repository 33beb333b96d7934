"""What a demo of this plugin brings: the e-certificates of the synthetic certificates."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.letters.models import Document
from addons.letters.service import issue_certificate
from kernel.seams import demo


@demo("letters")
def demo_certificates(session: Session, folders: Mapping[str, Path]) -> None:  # noqa: ARG001 a loader's signature
    """Every certificate has an e-certificate, so that there is something to download and to verify."""
    made = select(Document.certificate_id).where(Document.certificate_id.is_not(None))
    bare = select(Certificate.id).where(Certificate.id.not_in(made)).order_by(Certificate.id)
    for certificate_id in session.scalars(bare).all():
        issue_certificate(session, certificate_id=certificate_id, case_id=None)

"""The letters and e-certificates of a case or a certificate, as links."""

from sqlalchemy.orm import Session


def papers_of_certificate(session: Session, certificate_id: int) -> list:
    return []


def papers_of_case(session: Session, case_id: int) -> list:
    return []

"""The ledger: certificates as they stand, what was done to each, and the numbers they had before."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from addons.certificates.words import State
from kernel.db import Base


class Certificate(Base):
    """A certificate as it stands; each change counts the revision up and leaves one event of that number."""

    __tablename__ = "certificates_certificate"
    __parties__: ClassVar = {"person": "holder_id", "enterprise": "enterprise_id", "office": "office_id"}
    __table_args__ = (
        UniqueConstraint("number_key", name="uq_certificates_certificate_number"),
        CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name="ck_certificates_certificate_days"
        ),
        Index("ix_certificates_certificate_holder", "holder_id"),
        Index("ix_certificates_certificate_enterprise", "enterprise_id", "valid_to"),
        Index("ix_certificates_certificate_office", "office_id"),
        Index("ix_certificates_certificate_end", "state", "valid_to"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(200))
    family: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(60))
    number_key: Mapped[str] = mapped_column(String(60))
    holder_id: Mapped[int] = mapped_column(
        ForeignKey("parties_person.id", name="fk_certificates_certificate_holder")
    )
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_certificates_certificate_enterprise")
    )
    office_id: Mapped[int] = mapped_column(
        ForeignKey("parties_office.id", name="fk_certificates_certificate_office")
    )
    state: Mapped[str] = mapped_column(String(20), default=State.VALID)
    first_issued_on: Mapped[date]
    issued_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    edition: Mapped[int] = mapped_column(default=1)
    """Of the e-certificate: whatever is printed on it has changed so many times."""
    revision: Mapped[int] = mapped_column()
    appointment: Mapped[str | None] = mapped_column(String(20))
    photo_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's own name


class CertificateEvent(Base):
    """Something done to a certificate: `seq` is the revision it left, `on_day` the day it took effect."""

    __tablename__ = "certificates_event"
    __table_args__ = (UniqueConstraint("cause", name="uq_certificates_event_cause"),)

    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("certificates_certificate.id", name="fk_certificates_event_certificate"),
        primary_key=True,
        autoincrement=False,
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    on_day: Mapped[date]
    operation: Mapped[str] = mapped_column(String(20))
    cause: Mapped[str | None] = mapped_column(String(200))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]
    actor: Mapped[str] = mapped_column(String(100))


class FormerNumber(Base):
    """A number that a certificate had before; it is given to nobody else, and still finds the certificate."""

    __tablename__ = "certificates_former_number"
    __table_args__ = (Index("ix_certificates_former_number_certificate", "certificate_id"),)

    number_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("certificates_certificate.id", name="fk_certificates_former_number_certificate")
    )

"""Applications, the serial numbers of their cases, and what was said before a certificate expires."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from addons.licensing.words import ApplicationState
from kernel.db import Base

NUMBERED = text("number IS NOT NULL")
RUNNING = text("case_id IS NOT NULL")
HELD = text("state = 'open' AND exclusive AND certificate_id IS NOT NULL")
DRAFTED = text("state = 'draft' AND certificate_id IS NOT NULL")


class Application(Base):
    """One use of a matter: a submission, a case once it is handed in, and the certificate it concerns.

    The columns of parties say who may see it: a draft belongs to who began it alone, the employer and the
    window are named when it is handed in.
    """

    __tablename__ = "licensing_application"
    __parties__: ClassVar = {"person": "person_id", "enterprise": "enterprise_id", "office": "office_id"}
    __table_args__ = (
        CheckConstraint(
            "state = 'draft' OR (case_id IS NOT NULL AND number IS NOT NULL AND filed_at IS NOT NULL)",
            name="ck_licensing_application_handed_in",
        ),
        CheckConstraint(
            "(state = 'closed') = (outcome IS NOT NULL)", name="ck_licensing_application_outcome"
        ),
        Index(
            "uq_licensing_application_number",
            "number",
            unique=True,
            sqlite_where=NUMBERED,
            postgresql_where=NUMBERED,
        ),
        Index(
            "uq_licensing_application_case",
            "case_id",
            unique=True,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        ),
        Index(
            "uq_licensing_application_held",
            "certificate_id",
            unique=True,
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
        Index(
            "uq_licensing_application_draft",
            *("matter", "certificate_id", "initiator_kind", "initiator_id"),
            unique=True,
            sqlite_where=DRAFTED,
            postgresql_where=DRAFTED,
        ),
        UniqueConstraint("submission_id", name="uq_licensing_application_submission"),
        Index("ix_licensing_application_person", "person_id", "state"),
        Index("ix_licensing_application_enterprise", "enterprise_id", "state"),
        Index("ix_licensing_application_office", "office_id", "state"),
        Index("ix_licensing_application_certificate", "certificate_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(String(64))
    matter: Mapped[str] = mapped_column(String(200))
    version_id: Mapped[int] = mapped_column(
        ForeignKey("definition_version.id", name="fk_licensing_application_version")
    )
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("forms_submission.id", name="fk_licensing_application_submission")
    )
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("approvals_case.id", name="fk_licensing_application_case")
    )
    certificate_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificates_certificate.id", name="fk_licensing_application_certificate")
    )
    certificate_revision: Mapped[int | None]
    """The certificate as it was when the answers were taken from it."""
    exclusive: Mapped[bool]
    initiator_kind: Mapped[str] = mapped_column(String(20))
    initiator_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_person.id", name="fk_licensing_application_person")
    )
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_licensing_application_enterprise")
    )
    office_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_office.id", name="fk_licensing_application_office")
    )
    channel: Mapped[str] = mapped_column(String(20))
    started_by: Mapped[str] = mapped_column(String(128))
    started_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    """When it was handed in; the act that files it with the office may come later."""
    closed_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20), default=ApplicationState.DRAFT)
    outcome: Mapped[str | None] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's own name


class Serial(Base):
    """The last number of a day at an office; taken in the transaction of the case that bears it."""

    __tablename__ = "licensing_serial"

    office_id: Mapped[int] = mapped_column(
        ForeignKey("parties_office.id", name="fk_licensing_serial_office"),
        primary_key=True,
        autoincrement=False,
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


class Reminder(Base):
    """The holder of a certificate was told, once, that it can be dealt with or is about to expire."""

    __tablename__ = "licensing_reminder"
    __table_args__ = (
        UniqueConstraint("matter", "certificate_id", "valid_to", "stage", name="uq_licensing_reminder_stage"),
        Index("ix_licensing_reminder_certificate", "certificate_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter: Mapped[str] = mapped_column(String(200))
    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("certificates_certificate.id", name="fk_licensing_reminder_certificate")
    )
    valid_to: Mapped[date]
    stage: Mapped[str] = mapped_column(String(10))
    """Days before the expiry, or that the window opens."""
    made_at: Mapped[datetime]

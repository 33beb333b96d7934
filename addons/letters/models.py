"""Documents with what they say, the serials of their numbers, issuers, and who has looked something up too often."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from addons.letters.words import DocumentState
from kernel.db import Base
from kernel.seams import register

NUMBERED = text("number IS NOT NULL")
EDITION = text("kind = 'certificate'")
WAITING = text("state <> 'ready'")


class Document(Base):
    """A letter or one edition of an e-certificate: what it says was settled when it was decided."""

    __tablename__ = "letters_document"
    __parties__: ClassVar = {"person": "person_id", "enterprise": "enterprise_id", "office": "office_id"}
    __table_args__ = (
        UniqueConstraint("token", name="uq_letters_document_token"),
        Index(
            "uq_letters_document_number",
            "number",
            unique=True,
            sqlite_where=NUMBERED,
            postgresql_where=NUMBERED,
        ),
        Index(
            "uq_letters_document_edition",
            *("certificate_id", "edition"),
            unique=True,
            sqlite_where=EDITION,
            postgresql_where=EDITION,
        ),
        Index("ix_letters_document_waiting", "state", sqlite_where=WAITING, postgresql_where=WAITING),
        CheckConstraint("(kind = 'certificate') = (edition IS NOT NULL)", name="ck_letters_document_edition"),
        CheckConstraint(
            "state <> 'ready' OR docx_digest IS NOT NULL OR pdf_digest IS NOT NULL",
            name="ck_letters_document_ready",
        ),
        Index("ix_letters_document_case", "case_id"),
        Index("ix_letters_document_certificate", "certificate_id"),
        Index("ix_letters_document_person", "person_id"),
        Index("ix_letters_document_enterprise", "enterprise_id"),
        Index("ix_letters_document_office", "office_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    letter: Mapped[str | None] = mapped_column(String(200))
    version_id: Mapped[int | None] = mapped_column(
        ForeignKey("definition_version.id", name="fk_letters_document_version")
    )
    title: Mapped[dict[str, Any]]
    number: Mapped[str | None] = mapped_column(String(120))
    organ: Mapped[str | None] = mapped_column(String(40))
    word: Mapped[str | None] = mapped_column(String(40))
    year: Mapped[int | None]
    serial: Mapped[int | None]
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("approvals_case.id", name="fk_letters_document_case")
    )
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("licensing_application.id", name="fk_letters_document_application")
    )
    certificate_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificates_certificate.id", name="fk_letters_document_certificate")
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_person.id", name="fk_letters_document_person")
    )
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_letters_document_enterprise")
    )
    office_id: Mapped[int] = mapped_column(ForeignKey("parties_office.id", name="fk_letters_document_office"))
    """Where it was decided; its clerks may open the document."""
    edition: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20), default=DocumentState.QUEUED)
    facts: Mapped[dict[str, Any]]
    template_digest: Mapped[str | None] = mapped_column(String(64))
    """The docx as it was when the letter was decided, whatever becomes of the file it was read from."""
    portrait_digest: Mapped[str | None] = mapped_column(String(64))
    token: Mapped[str] = mapped_column(String(40))
    docx_digest: Mapped[str | None] = mapped_column(String(64))
    pdf_digest: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    made_at: Mapped[datetime | None]


class Serial(Base):
    """The last number of a kind of letter in a year."""

    __tablename__ = "letters_serial"

    organ: Mapped[str] = mapped_column(String(40), primary_key=True)
    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


@register("issuers")
class Issuer(Base):
    """An office that issues e-certificates, under its unified social credit code."""

    __tablename__ = "letters_issuer"
    __table_args__ = (UniqueConstraint("office_id", name="uq_letters_issuer_office"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("parties_office.id", name="fk_letters_issuer_office"))
    credit_code: Mapped[str] = mapped_column(String(18))


class Lookup(Base):
    """How often somebody at an address looked for what there is not, since when; the address lies here as a digest."""

    __tablename__ = "letters_lookup"
    __table_args__ = (Index("ix_letters_lookup_since", "since"),)

    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]
    misses: Mapped[int]

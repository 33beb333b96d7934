"""What accounts say of themselves before it is proved, the roster, consents, claims on enterprises."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base

PENDING = text("state = 'pending'")


class RosterEntry(Base):
    """A document that an authority has vouched for; neither number nor name can be read from it."""

    __tablename__ = "parties_roster"
    __table_args__ = (
        UniqueConstraint("document_blind", name="uq_parties_roster_document"),
        Index("ix_parties_roster_source", "source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_type: Mapped[str] = mapped_column(String(20))
    document_blind: Mapped[str] = mapped_column(String(110))
    name_blind: Mapped[str] = mapped_column(String(110))
    """Of the name together with the document, so that equal names do not look alike."""
    mobile_blind: Mapped[str | None] = mapped_column(String(110))
    """The same of the mobile number; where the roster knows it, it has to agree."""
    source: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(64))


class Identity(Base):
    """Who an account says it is. Nothing is theirs before it is proved; afterwards the person holds the numbers."""

    __tablename__ = "parties_identity"
    __parties__: ClassVar = {"user": "user_id"}
    __table_args__ = (
        UniqueConstraint("user_id", name="uq_parties_identity_user"),
        Index("ix_parties_identity_document", "document_blind"),
        CheckConstraint("(state = 'verified') = (person_id IS NOT NULL)", name="ck_parties_identity_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_parties_identity_user", ondelete="CASCADE")
    )
    state: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    document_type: Mapped[str | None] = mapped_column(String(20))
    document_cipher: Mapped[str | None] = mapped_column(String(200))
    document_blind: Mapped[str | None] = mapped_column(String(110))
    document_mask: Mapped[str | None] = mapped_column(String(20))
    mobile_cipher: Mapped[str | None] = mapped_column(String(200))
    mobile_mask: Mapped[str | None] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_person.id", name="fk_parties_identity_person")
    )
    way: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(200))
    """What the window wrote when it refused."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Consent(Base):
    """An account agreed to one purpose in one wording; never changed, only withdrawn."""

    __tablename__ = "parties_consent"
    __table_args__ = (Index("ix_parties_consent_user", "user_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_parties_consent_user", ondelete="CASCADE")
    )
    purpose: Mapped[str] = mapped_column(String(20))
    edition: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Claim(Base):
    """An account says that it acts for an enterprise; its administrator or its office decides."""

    __tablename__ = "parties_claim"
    __table_args__ = (
        Index(
            "uq_parties_claim_pending",
            "user_id",
            "credit_code",
            unique=True,
            sqlite_where=PENDING,
            postgresql_where=PENDING,
        ),
        Index("ix_parties_claim_office", "office_id", "state"),
        Index("ix_parties_claim_enterprise", "enterprise_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_parties_claim_user", ondelete="CASCADE")
    )
    credit_code: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(100))
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_parties_claim_enterprise")
    )
    office_id: Mapped[int] = mapped_column(ForeignKey("parties_office.id", name="fk_parties_claim_office"))
    """That of the enterprise on record, else the one that the account chose."""
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(200))

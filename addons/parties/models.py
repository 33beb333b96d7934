"""Regions, offices, enterprises, people, employments, and which users stand for them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from addons.parties.identity import models as identity_models
from addons.parties.words import EnterpriseStatus
from kernel.db import Base
from kernel.seams import register

IDENTITY = identity_models
"""Their tables belong to this plugin, wherever only these models are asked for."""

CURRENT = text("ended_on IS NULL")
ONE_PARTY = (
    "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN enterprise_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN office_id IS NULL THEN 0 ELSE 1 END) = 1"
)


@register("regions")
class Region(Base):
    """A part of the country; never deleted, since old cases name it."""

    __tablename__ = "parties_region"
    __parties__: ClassVar = {"region": "id"}
    __table_args__ = (
        UniqueConstraint("code", name="uq_parties_region_code"),
        Index("ix_parties_region_parent", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    level: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_region.id", name="fk_parties_region_parent")
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


@register("offices")
class Office(Base):
    """An authority that receives and decides; its level need not be that of its region."""

    __tablename__ = "parties_office"
    __parties__: ClassVar = {"office": "id"}
    __table_args__ = (
        UniqueConstraint("code", name="uq_parties_office_code"),
        Index("ix_parties_office_region", "region_id", "level"),
        Index("ix_parties_office_parent", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    level: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_office.id", name="fk_parties_office_parent")
    )
    region_id: Mapped[int] = mapped_column(ForeignKey("parties_region.id", name="fk_parties_office_region"))
    phone: Mapped[str | None] = mapped_column(String(40))
    closed_on: Mapped[date | None]


@register("enterprises")
class Enterprise(Base):
    """A legal person, known by its unified social credit code."""

    __tablename__ = "parties_enterprise"
    __parties__: ClassVar = {"enterprise": "id"}
    __table_args__ = (
        UniqueConstraint("credit_code", name="uq_parties_enterprise_credit_code"),
        Index("ix_parties_enterprise_office", "office_id"),
        Index("ix_parties_enterprise_name", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    credit_code: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(20), default=EnterpriseStatus.ACTIVE)
    office_id: Mapped[int] = mapped_column(
        ForeignKey("parties_office.id", name="fk_parties_enterprise_office")
    )
    indexed_name: Mapped[str | None] = mapped_column(String(100))
    """The name that its parts below were made of; rows that a file brings have none yet."""


class EnterprisePart(Base):
    """Two neighbouring letters of an enterprise's name, or of its initials, for searching."""

    __tablename__ = "parties_enterprise_part"

    part: Mapped[str] = mapped_column(String(8), primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_parties_enterprise_part_enterprise", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


class EnterpriseChange(Base):
    """From that day on the enterprise was in this status, as somebody knows from somewhere."""

    __tablename__ = "parties_enterprise_change"
    __table_args__ = (Index("ix_parties_enterprise_change_enterprise", "enterprise_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_parties_enterprise_change_enterprise")
    )
    status: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    source: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200), default="")
    actor: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class Person(Base):
    """Somebody, known by a document whose number lies here encrypted, indexed blindly and masked."""

    __tablename__ = "parties_person"
    __parties__: ClassVar = {"person": "id"}
    __table_args__ = (
        UniqueConstraint("document_blind", name="uq_parties_person_document"),
        Index("ix_parties_person_name", "name"),
        Index("ix_parties_person_mobile", "mobile_blind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    document_type: Mapped[str] = mapped_column(String(20))
    document_cipher: Mapped[str] = mapped_column(String(200))
    document_blind: Mapped[str] = mapped_column(String(110))
    document_mask: Mapped[str] = mapped_column(String(20))
    mobile_cipher: Mapped[str | None] = mapped_column(String(200))
    mobile_blind: Mapped[str | None] = mapped_column(String(110))
    mobile_mask: Mapped[str | None] = mapped_column(String(20))
    verified_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    indexed_name: Mapped[str | None] = mapped_column(String(50))


class NamePart(Base):
    """Two neighbouring letters of somebody's name, or of its initials, for searching."""

    __tablename__ = "parties_name_part"

    part: Mapped[str] = mapped_column(String(8), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("parties_person.id", name="fk_parties_name_part_person", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


class Employment(Base):
    """Somebody works for an enterprise from one day to another; `ended_on` is the last day."""

    __tablename__ = "parties_employment"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ck_parties_employment_days"),
        Index(
            "uq_parties_employment_current",
            "person_id",
            "enterprise_id",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index("ix_parties_employment_person", "person_id"),
        Index("ix_parties_employment_enterprise", "enterprise_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("parties_person.id", name="fk_parties_employment_person")
    )
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_parties_employment_enterprise")
    )
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(20))
    ended_source: Mapped[str | None] = mapped_column(String(20))
    """Where its end is known from."""
    created_at: Mapped[datetime]


class Membership(Base):
    """A user stands for one person, enterprise or office; one row for each."""

    __tablename__ = "parties_membership"
    __table_args__ = (
        CheckConstraint(ONE_PARTY, name="ck_parties_membership_one_party"),
        UniqueConstraint("person_id", name="uq_parties_membership_person"),
        UniqueConstraint("user_id", "enterprise_id", name="uq_parties_membership_enterprise"),
        UniqueConstraint("user_id", "office_id", name="uq_parties_membership_office"),
        Index(
            "uq_parties_membership_self",
            "user_id",
            unique=True,
            sqlite_where=text("person_id IS NOT NULL"),
            postgresql_where=text("person_id IS NOT NULL"),
        ),
        Index("ix_parties_membership_user", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_parties_membership_user", ondelete="CASCADE")
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_person.id", name="fk_parties_membership_person")
    )
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_enterprise.id", name="fk_parties_membership_enterprise")
    )
    office_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties_office.id", name="fk_parties_membership_office")
    )
    duty: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime]

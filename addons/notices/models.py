"""What parties are told, and who has read it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base

ONCE = ("key", "party_kind", "party_id")


class Notice(Base):
    """Something told to one party, once for each key."""

    __tablename__ = "notices_notice"
    __table_args__ = (
        UniqueConstraint(*ONCE, name="uq_notices_notice_once"),
        Index("ix_notices_notice_party", "party_kind", "party_id", "created_at", "id"),
        Index("ix_notices_notice_created", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    party_kind: Mapped[str] = mapped_column(String(20))
    party_id: Mapped[int]
    title_zh: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    body_zh: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500))
    about: Mapped[str] = mapped_column(String(20), server_default="progress")
    """The group of its event: people say for each how they want to hear of it."""
    created_at: Mapped[datetime]


class Reading(Base):
    """One account has read one notice; the others of the same enterprise or office have not."""

    __tablename__ = "notices_reading"
    __table_args__ = (Index("ix_notices_reading_user", "user_id"),)

    notice_id: Mapped[int] = mapped_column(
        ForeignKey("notices_notice.id", name="fk_notices_reading_notice", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_notices_reading_user", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    read_at: Mapped[datetime]


class Address(Base):
    """Where an account gets mail: the address it has confirmed, and one that is still to be confirmed."""

    __tablename__ = "notices_address"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_notices_address_user", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    confirmed: Mapped[str | None] = mapped_column(String(320))
    confirmed_at: Mapped[datetime | None]
    pending: Mapped[str | None] = mapped_column(String(320))
    asked_at: Mapped[datetime | None]


class Preference(Base):
    """Whether an account wants to hear of a group of events in one way; the usual holds where nothing is said."""

    __tablename__ = "notices_preference"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_notices_preference_user", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    about: Mapped[str] = mapped_column(String(20), primary_key=True)
    way: Mapped[str] = mapped_column(String(20), primary_key=True)
    wanted: Mapped[bool]


class Sending(Base):
    """A notice goes to an account in one way, by itself or in the digest of a day; once."""

    __tablename__ = "notices_sending"
    __table_args__ = (
        Index("ix_notices_sending_digest", "in_digest", "digest_on", "user_id"),
        Index("ix_notices_sending_user", "user_id"),
    )

    notice_id: Mapped[int] = mapped_column(
        ForeignKey("notices_notice.id", name="fk_notices_sending_notice", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_notices_sending_user", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    way: Mapped[str] = mapped_column(String(20), primary_key=True)
    in_digest: Mapped[bool]
    digest_on: Mapped[date | None]

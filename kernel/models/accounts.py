"""What accounts leave behind: passwords of before, sessions, counted attempts; and the settings changed here."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kernel.columns import Json
from kernel.db import Base


class PasswordPast(Base):
    """A password that an account had, hashed, so that it is not taken again too soon."""

    __tablename__ = "password_past"
    __table_args__ = (Index("ix_password_past_user", "user_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_password_past_user", ondelete="CASCADE")
    )
    password: Mapped[str] = mapped_column(String(256))
    replaced_at: Mapped[datetime]


class AccountSession(Base):
    """Somebody signed in somewhere; it is open until it says when and why it ended."""

    __tablename__ = "account_session"
    __table_args__ = (Index("ix_account_session_user", "user_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_account_session_user", ondelete="CASCADE")
    )
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
    ending: Mapped[str | None] = mapped_column(String(20))


class ThrottleCount(Base):
    """How often something was tried since a moment; what it was shows only as a keyed digest."""

    __tablename__ = "throttle_count"
    __table_args__ = (Index("ix_throttle_count_since", "since"),)

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime]


class SettingValue(Base):
    """A setting that was changed in the browser; one that never was has its default."""

    __tablename__ = "setting_value"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(128))

"""Beside the registers: views that people saved, and exports that were made in the background."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class SavedView(Base):
    """A question about a register under a name; it belongs to the account that saved it."""

    __tablename__ = "register_view"
    __table_args__ = (UniqueConstraint("user_id", "register", "name", name="uq_register_view_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_register_view_user", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(40))
    asked: Mapped[list[Any]]
    created_at: Mapped[datetime]


class ExportState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    GONE = "gone"


class RegisterExport(Base):
    """A sheet that is made, or was made, as deferred work; its file lies beside the database for some days."""

    __tablename__ = "register_export"
    __table_args__ = (Index("ix_register_export_user", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_register_export_user", ondelete="CASCADE")
    )
    locale: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(10))
    purpose: Mapped[str] = mapped_column(String(200))
    asked: Mapped[dict[str, Any]]
    expected: Mapped[int]
    rows: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20), default=ExportState.WAITING)
    file: Mapped[str | None] = mapped_column(String(80))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

"""The audit log and the seals that show when it was touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class AuditEntry(Base):
    """Who did what to which thing; written in the transaction of the act."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_thing", "thing"), Index("ix_audit_entry_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(128))
    action: Mapped[str] = mapped_column(String(100))
    thing: Mapped[str] = mapped_column(String(200))
    detail: Mapped[dict[str, Any]]
    address: Mapped[str] = mapped_column(String(64), default="")


class AuditSeal(Base):
    """A link of the chain: the seal of one entry over the seal before it."""

    __tablename__ = "audit_seal"
    __table_args__ = (UniqueConstraint("entry_id", name="uq_audit_seal_entry"),)

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int]
    key_id: Mapped[str] = mapped_column(String(40))
    seal: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime]

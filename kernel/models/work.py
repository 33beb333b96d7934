"""Deferred work, scheduled work and effects: each done once."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class WorkState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    DEAD = "dead"


HAS_KEY = text("key IS NOT NULL")


class OutboxItem(Base):
    """Work written in the transaction of its cause, carried out after it."""

    __tablename__ = "outbox_item"
    __table_args__ = (
        # most work has no key and is then in no index of keys
        Index("uq_outbox_item_key", "key", unique=True, sqlite_where=HAS_KEY, postgresql_where=HAS_KEY),
        Index("ix_outbox_item_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(100))
    key: Mapped[str | None] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20), default=WorkState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    claimed_until: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class JobRun(Base):
    """One slot of a job; the unique key makes it run once. A run asked for by hand is due at no moment."""

    __tablename__ = "job_run"
    __table_args__ = (
        UniqueConstraint("job", "slot", name="uq_job_run_slot"),
        Index("ix_job_run_due", "job", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100))
    slot: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    report: Mapped[dict[str, Any]]
    error: Mapped[str | None] = mapped_column(Text)


class EffectRun(Base):
    """One effect carried out, with what it found and what it left."""

    __tablename__ = "effect_run"
    __table_args__ = (UniqueConstraint("key", name="uq_effect_run_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    effect: Mapped[str] = mapped_column(String(100))
    parameters: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    done_at: Mapped[datetime]

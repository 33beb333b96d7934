"""Cases, the work open in them, their logs and the counts of open work."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base

OPEN = text("state = 'open'")
ALARMED = text("alarm_on IS NOT NULL")


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Case(Base):
    """A chain version running: where it stands, and the head of its log."""

    __tablename__ = "approvals_case"
    __table_args__ = (
        UniqueConstraint("key", name="uq_approvals_case_key"),
        UniqueConstraint("number", name="uq_approvals_case_number"),
        Index("ix_approvals_case_chain", "chain"),
        Index("ix_approvals_case_initiator", "initiator_kind", "initiator_id"),
        Index("ix_approvals_case_alarm", "alarm_on", sqlite_where=ALARMED, postgresql_where=ALARMED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32))
    number: Mapped[str | None] = mapped_column(String(64))
    chain: Mapped[str] = mapped_column(String(200))
    version_id: Mapped[int] = mapped_column(
        ForeignKey("definition_version.id", name="fk_approvals_case_version")
    )
    matter: Mapped[str] = mapped_column(String(200))
    initiator_kind: Mapped[str] = mapped_column(String(20))
    initiator_id: Mapped[int]
    facts: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(20))
    due_on: Mapped[date | None]
    alarm_on: Mapped[date | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Task(Base):
    """A step open to a party or to a role at an office."""

    __tablename__ = "approvals_task"
    __table_args__ = (
        UniqueConstraint("case_id", "step", "seq", name="uq_approvals_task_opening"),
        Index(
            "ix_approvals_task_office", "office_id", "due_on", "id", sqlite_where=OPEN, postgresql_where=OPEN
        ),
        Index(
            "ix_approvals_task_party",
            "party_kind",
            "party_id",
            "id",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_task_case"))
    step: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default=TaskState.OPEN)
    matter: Mapped[str] = mapped_column(String(200))
    party_kind: Mapped[str | None] = mapped_column(String(20))
    party_id: Mapped[int | None]
    office_id: Mapped[int | None]
    role: Mapped[str | None] = mapped_column(String(64))
    due_on: Mapped[date | None]
    claimed_by: Mapped[str | None] = mapped_column(String(128))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(128))


class Decision(Base):
    """One entry of a case's log; the chain holds a salted digest, so that the entry itself can be erased."""

    __tablename__ = "approvals_decision"
    __table_args__ = (UniqueConstraint("case_id", "seq", name="uq_approvals_decision_seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_decision_case"))
    seq: Mapped[int]
    at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(128))
    entry: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))
    entry_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Counter(Base):
    """How many tasks of a matter are open at an office, kept in the transaction of each act."""

    __tablename__ = "approvals_counter"

    office_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    matter: Mapped[str] = mapped_column(String(200), primary_key=True)
    open: Mapped[int]

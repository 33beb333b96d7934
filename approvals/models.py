"""Cases, the work open in them, their logs and the counts of open work."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base

# an index that leaves out what is never asked for is not written either
NUMBERED = text("number IS NOT NULL")
AT_OFFICE = text("state = 'open' AND office_id IS NOT NULL")
DONE_AT_OFFICE = text("state = 'done' AND office_id IS NOT NULL")
AT_PARTY = text("state = 'open' AND party_id IS NOT NULL")
MENDED = text("state = 'open' AND mending AND party_kind IS NOT NULL")
HELD = text("state = 'open' AND held_by IS NOT NULL")
CLAIMED = text("state = 'open' AND claimed_by IS NOT NULL")
ALARMED = text("alarm_on IS NOT NULL")


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Case(Base):
    """A chain version running: where it stands, and the head of its log."""

    __tablename__ = "approvals_case"
    __table_args__ = (
        Index(
            "uq_approvals_case_number",
            "number",
            unique=True,
            sqlite_where=NUMBERED,
            postgresql_where=NUMBERED,
        ),
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
            # the lists of offices are read from it alone: after the way it goes, everything they ask and show
            *("ix_approvals_task_office", "office_id", "due_on", "id"),
            *("state", "case_id", "step", "seq", "matter", "role"),
            *("pool", "claimed_by", "held_by", "version_id", "mending", "suspended"),
            sqlite_where=AT_OFFICE,
            postgresql_where=AT_OFFICE,
        ),
        Index(
            *("ix_approvals_task_party", "party_kind", "party_id", "id"),
            sqlite_where=AT_PARTY,
            postgresql_where=AT_PARTY,
        ),
        Index(
            *("ix_approvals_task_done", "closed_by", "closed_at", "id"),
            sqlite_where=DONE_AT_OFFICE,
            postgresql_where=DONE_AT_OFFICE,
        ),
        Index(
            *("ix_approvals_task_closed", "closed_at", "office_id"),
            sqlite_where=DONE_AT_OFFICE,
            postgresql_where=DONE_AT_OFFICE,
        ),
        Index(
            *("ix_approvals_task_mending", "due_on", "id"),
            sqlite_where=MENDED,
            postgresql_where=MENDED,
        ),
        Index(
            *("ix_approvals_task_held", "held_by", "due_on", "id"),
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
        Index(
            *("ix_approvals_task_claimed", "claimed_by", "due_on", "id"),
            sqlite_where=CLAIMED,
            postgresql_where=CLAIMED,
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
    pool: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Somebody has to claim it before it can be done."""
    claimed_by: Mapped[str | None] = mapped_column(String(128))
    held_by: Mapped[str | None] = mapped_column(String(128))
    """The account that has it alone, after a transfer or while it is delegated."""
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(128))
    version_id: Mapped[int | None]
    """The version that its case runs on, for lists to show; a task closed long ago may not know it."""
    mending: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Somebody has to mend the application meanwhile, and the clock of the case stands."""
    suspended: Mapped[bool] = mapped_column(server_default=false())
    """The case rests, and all its clocks stand; no step opens meanwhile."""


class Decision(Base):
    """One entry of a case's log; the chain holds a salted digest, so that the entry itself can be erased.

    An entry is a fifth of a page of SQLite's: kept within the key it would be written with its neighbours each time.
    """

    __tablename__ = "approvals_decision"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("approvals_case.id", name="fk_approvals_decision_case"),
        primary_key=True,
        autoincrement=False,
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(128))
    entry: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))
    entry_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Counter(Base):
    """A part of how many tasks of a matter are open at an office, kept in the transaction of each act.

    The parts together are the number: acts on different cases take different ones, so that none waits for another.
    """

    __tablename__ = "approvals_counter"
    __table_args__ = ({"sqlite_with_rowid": False},)

    office_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    matter: Mapped[str] = mapped_column(String(200), primary_key=True)
    part: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    open: Mapped[int]


from approvals.cases import asides, labels, persons  # noqa: E402, F401 what is kept beside cases is found with them

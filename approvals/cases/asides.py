"""What is kept beside cases and is no part of their log: messages, notes, phrases, what was seen, pins, verdicts, batches."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.columns import Json
from kernel.db import Base

SEEN_ONCE = ("case_id", "account")
SIGHT_ONCE = ("case_id", "mark")
VERDICT_ONCE = ("case_id", "material_id")


class Message(Base):
    """Something said between the office and the applicant of a case."""

    __tablename__ = "approvals_message"
    __table_args__ = (Index("ix_approvals_message_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_message_case"))
    at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(128))
    by_office: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)


class Note(Base):
    """Something the office has written down for itself; the applicant never reads it."""

    __tablename__ = "approvals_note"
    __table_args__ = (Index("ix_approvals_note_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_note_case"))
    at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(128))
    text: Mapped[str] = mapped_column(Text)


class Phrase(Base):
    """Words that are written often: somebody's own, or those of an office."""

    __tablename__ = "approvals_phrase"
    __table_args__ = (
        CheckConstraint("(owner IS NULL) <> (office_id IS NULL)", name="ck_approvals_phrase_whose"),
        Index("ix_approvals_phrase_owner", "owner"),
        Index("ix_approvals_phrase_office", "office_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    use: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(String(128))
    office_id: Mapped[int | None]
    changed_by: Mapped[str] = mapped_column(String(128))
    changed_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's own name


class Sight(Base):
    """What a case said at some time: its answers masked, each with a keyed digest that tells a change."""

    __tablename__ = "approvals_sight"
    __table_args__ = (UniqueConstraint(*SIGHT_ONCE, name="uq_approvals_sight_mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_sight_case"))
    mark: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    answers: Mapped[dict[str, Any]]


class Seen(Base):
    """How far somebody has followed a case: until when, and what it said then."""

    __tablename__ = "approvals_seen"
    __table_args__ = (UniqueConstraint(*SEEN_ONCE, name="uq_approvals_seen_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_seen_case"))
    account: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]
    sight_id: Mapped[int] = mapped_column(ForeignKey("approvals_sight.id", name="fk_approvals_seen_sight"))


class LateDemand(Base):
    """A return asked for what was there unchanged when the office first returned the case."""

    __tablename__ = "approvals_late_demand"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("approvals_case.id", name="fk_approvals_late_demand_case"),
        primary_key=True,
        autoincrement=False,
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Which line of the return, from 0."""
    place: Mapped[str] = mapped_column(String(200))
    account: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]


class Pinned(Base):
    """A line of a return points at a place on a page of a file."""

    __tablename__ = "approvals_pin"
    __table_args__ = (
        CheckConstraint("(x IS NULL) = (y IS NULL)", name="ck_approvals_pin_point"),
        CheckConstraint("x IS NULL OR cell IS NULL", name="ck_approvals_pin_where"),
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("approvals_case.id", name="fk_approvals_pin_case"), primary_key=True, autoincrement=False
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Which line of the return, from 0."""
    material_id: Mapped[int]
    page: Mapped[int]
    x: Mapped[int | None]
    y: Mapped[int | None]
    cell: Mapped[int | None]
    wide: Mapped[int | None]
    high: Mapped[int | None]
    file: Mapped[str] = mapped_column(String(255), default="", server_default="")
    """The name that the file had, where it says more than the title of the material."""


class Found(Base):
    """What the office finds of a file of a case, with what is wrong with it; the latest word of whoever said it."""

    __tablename__ = "approvals_verdict"
    __table_args__ = (UniqueConstraint(*VERDICT_ONCE, name="uq_approvals_verdict_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_verdict_case"))
    material_id: Mapped[int]
    fit: Mapped[str] = mapped_column(String(20))
    lines: Mapped[list[Any]]
    """Each what is wrong, and where as a pin is written."""
    account: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]


class BatchRun(Base):
    """Somebody did several cases together, and what became of each; kept for a day."""

    __tablename__ = "approvals_batch"
    __table_args__ = (Index("ix_approvals_batch_at", "at"),)

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    account: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(20))
    rows: Mapped[list[Any]] = mapped_column(Json)

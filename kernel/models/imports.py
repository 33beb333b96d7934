"""Sheets that people brought to a register: the batch, its rows closed up, what is wrong with them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class BatchState(StrEnum):
    """How far a sheet has come."""

    BROUGHT = "brought"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"


class Severity(StrEnum):
    """Whether a row is left out for it."""

    ERROR = "error"
    WARNING = "warning"


class ImportBatch(Base):
    """A sheet brought to a register: which column is which field, how far it is, what came of it."""

    __tablename__ = "import_batch"
    __table_args__ = (
        Index("ix_import_batch_user", "user_id", "id"),
        Index("ix_import_batch_created", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(100))
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_import_batch_user", ondelete="CASCADE")
    )
    filename: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(20), default=BatchState.BROUGHT)
    headings: Mapped[list[Any]]
    columns: Mapped[dict[str, Any]]
    """The place of each field's column; of those that are left out none."""
    total: Mapped[int]
    parts: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    """Rows that the present pass, trial or import, is through with."""
    added: Mapped[int] = mapped_column(default=0)
    edited: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)
    warned: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)
    """Rows that are there already and were left as they are, because only new ones were wanted."""
    only_new: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ImportPart(Base):
    """Some rows of a sheet, encrypted; `marks` tell which rows of other parts mean the same row."""

    __tablename__ = "import_part"

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("import_batch.id", name="fk_import_part_batch", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    marks: Mapped[list[Any]]


class ImportFinding(Base):
    """What is wrong or odd in one row of a sheet; the value itself stays in the part."""

    __tablename__ = "import_finding"
    __table_args__ = (Index("ix_import_finding_batch", "batch_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(
        ForeignKey("import_batch.id", name="fk_import_finding_batch", ondelete="CASCADE")
    )
    line: Mapped[int]
    field: Mapped[str] = mapped_column(String(64), default="")
    severity: Mapped[str] = mapped_column(String(10))
    zh: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)

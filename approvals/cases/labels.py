"""The labels of offices and which cases bear them: kept beside cases, no part of their log."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base

NAME_ONCE = ("office_id", "name")
BORNE_ONCE = ("case_id", "label_id")


class Label(Base):
    """A word by which an office finds some of its cases again (加急, 待核实); applicants never see it."""

    __tablename__ = "approvals_label"
    __table_args__ = (UniqueConstraint(*NAME_ONCE, name="uq_approvals_label_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(20))
    look: Mapped[str] = mapped_column(String(10))
    changed_by: Mapped[str] = mapped_column(String(128))
    changed_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's own name


class Borne(Base):
    """A case bears a label of an office."""

    __tablename__ = "approvals_borne"
    __table_args__ = (
        UniqueConstraint(*BORNE_ONCE, name="uq_approvals_borne_once"),
        Index("ix_approvals_borne_label", "label_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_borne_case"))
    label_id: Mapped[int] = mapped_column(ForeignKey("approvals_label.id", name="fk_approvals_borne_label"))
    account: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]


class Mark(NamedTuple):
    """A label as pages show it."""

    id: int
    name: str
    look: str
    office: int
    revision: int

"""Who stands in for whom, who is shown or follows a case that is not theirs to do, and whose signature is waited for."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.columns import Json
from kernel.db import Base

FOLLOWED_ONCE = ("case_id", "account")


class Deputy(Base):
    """From one day to another a deputy does what an account has to do; ended early when it says so."""

    __tablename__ = "approvals_deputy"
    __table_args__ = (
        CheckConstraint("account <> deputy", name="ck_approvals_deputy_other"),
        CheckConstraint("last_on >= first_on", name="ck_approvals_deputy_days"),
        Index("ix_approvals_deputy_deputy", "deputy", "last_on"),
        Index("ix_approvals_deputy_account", "account", "last_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(128))
    deputy: Mapped[str] = mapped_column(String(128))
    first_on: Mapped[date]
    last_on: Mapped[date]
    matters: Mapped[list[Any]] = mapped_column(Json)
    """The matters for which it holds; all when none is named."""
    granted_by: Mapped[str] = mapped_column(String(128))
    granted_at: Mapped[datetime]
    ended_by: Mapped[str | None] = mapped_column(String(128))
    ended_at: Mapped[datetime | None]


class Copy(Base):
    """A case was shown to an account; once, however often."""

    __tablename__ = "approvals_copy"
    __table_args__ = (
        UniqueConstraint("case_id", "account", name="uq_approvals_copy_once"),
        Index("ix_approvals_copy_account", "account", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_copy_case"))
    account: Mapped[str] = mapped_column(String(128))
    by: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class Followed(Base):
    """An account follows a case."""

    __tablename__ = "approvals_followed"
    __table_args__ = (
        UniqueConstraint(*FOLLOWED_ONCE, name="uq_approvals_followed_once"),
        Index("ix_approvals_followed_account", "account", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("approvals_case.id", name="fk_approvals_followed_case"))
    account: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]


class Signer(Base):
    """It is the account's turn to sign at an open step of a case."""

    __tablename__ = "approvals_signer"
    __table_args__ = (
        Index("ix_approvals_signer_account", "account", "case_id"),
        {"sqlite_with_rowid": False},
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("approvals_case.id", name="fk_approvals_signer_case"),
        primary_key=True,
        autoincrement=False,
    )
    step: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(128), primary_key=True)

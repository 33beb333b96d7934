"""Definitions on the drawing boards of those who change them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class Design(Base):
    """A definition on somebody's drawing board: what it says by now, and which version it was begun on."""

    __tablename__ = "design"
    __table_args__ = (
        UniqueConstraint("owner", "name", name="uq_design_owner"),
        Index("ix_design_name", "name"),
        Index("ix_design_kind", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    mark: Mapped[str] = mapped_column(String(16))
    """What tells it from an earlier draft of the same name that was discarded."""
    seen: Mapped[int]
    """The number of the version it was begun on; 0 for a definition that is not published yet."""
    body: Mapped[dict[str, Any]]
    step: Mapped[int]
    """The step at which it stands: undoing goes back from here."""
    sample: Mapped[dict[str, Any]]
    """What was given when it was tried out."""
    revision: Mapped[int] = mapped_column()
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's own name


class DesignStep(Base):
    """What a definition on a drawing board said after an act."""

    __tablename__ = "design_step"

    design_id: Mapped[int] = mapped_column(
        ForeignKey("design.id", name="fk_design_step_design", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]]
    at: Mapped[str] = mapped_column(String(64))
    """What one looked at after it."""

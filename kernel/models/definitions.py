"""Definitions, the layers they are made of, and their published versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class Definition(Base):
    """A form, chain, letter, … under its external id; the versions never leave."""

    __tablename__ = "definition"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(64), index=True)
    plugin: Mapped[str] = mapped_column(String(64), index=True)
    current_id: Mapped[int | None]
    retired: Mapped[bool] = mapped_column(default=False)


class DefinitionVersion(Base):
    """What a definition said from one moment on; immutable."""

    __tablename__ = "definition_version"
    __table_args__ = (UniqueConstraint("definition_id", "number", name="uq_definition_version_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    definition_id: Mapped[int] = mapped_column(ForeignKey("definition.id", name="fk_version_definition"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(128))
    reason: Mapped[str] = mapped_column(Text)


class DefinitionLayer(Base):
    """One plugin's part in a definition: its base, its own patch, or a patch on another's."""

    __tablename__ = "definition_layer"
    __table_args__ = (
        UniqueConstraint("target", "plugin", "name", name="uq_definition_layer"),
        Index("ix_definition_layer_plugin", "plugin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(String(200))
    plugin: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
    kind: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(20))
    inherit: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[dict[str, Any] | None]
    ops: Mapped[list[Any]]
    seen: Mapped[dict[str, Any] | None]
    place: Mapped[str] = mapped_column(String(300))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(128))

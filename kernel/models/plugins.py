"""What is installed, what it brought, and what was done about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class PluginState(StrEnum):
    UNINSTALLED = "uninstalled"
    TO_INSTALL = "to_install"
    INSTALLED = "installed"
    TO_UPGRADE = "to_upgrade"
    TO_REMOVE = "to_remove"


class OperationState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


UNFINISHED = (OperationState.QUEUED, OperationState.RUNNING)
"""An operation in one of these may still change something."""


class Plugin(Base):
    """A plugin that has been installed at least once."""

    __tablename__ = "plugin"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(20), default=PluginState.INSTALLED)
    position: Mapped[int]
    has_code: Mapped[bool]
    digest: Mapped[str] = mapped_column(String(64))
    manifest: Mapped[dict[str, Any]]
    broken: Mapped[str | None] = mapped_column(Text)
    installed_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class PluginRecord(Base):
    """One item of a data file: its external id and the row it became."""

    __tablename__ = "plugin_record"
    __table_args__ = (
        UniqueConstraint("plugin", "name", name="uq_plugin_record_name"),
        Index("ix_plugin_record_row", "model", "row_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plugin: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
    model: Mapped[str] = mapped_column(String(64))
    row_id: Mapped[int]
    noupdate: Mapped[bool] = mapped_column(default=False)
    demo: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(String(64))


class PluginOperation(Base):
    """One install, upgrade or removal: its plan, its course, its end."""

    __tablename__ = "plugin_operation"

    id: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(20))
    plugin: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(20), default=OperationState.QUEUED)
    actor: Mapped[str] = mapped_column(String(128))
    plan: Mapped[dict[str, Any]]
    plan_digest: Mapped[str] = mapped_column(String(64))
    choices: Mapped[dict[str, Any]]
    log: Mapped[list[Any]]
    error: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

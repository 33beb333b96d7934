"""Who may do what to whose rows."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base
from kernel.seams import register


class PluginPermission(Base):
    """A permission on a resource that a plugin (or the core) declares."""

    __tablename__ = "plugin_permission"
    __table_args__ = (UniqueConstraint("plugin", "permission", "resource", name="uq_plugin_permission"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plugin: Mapped[str] = mapped_column(String(64))
    permission: Mapped[str] = mapped_column(String(100))
    resource: Mapped[str] = mapped_column(String(250))


@register("access")
class AccessRule(Base):
    """A role's permission on a resource, and the scope that says on whose rows."""

    __tablename__ = "access_rule"
    __table_args__ = (
        UniqueConstraint("plugin", "role", "permission", "resource", name="uq_access_rule"),
        Index("ix_access_rule_resource", "resource", "permission"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plugin: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(64))
    permission: Mapped[str] = mapped_column(String(100))
    resource: Mapped[str] = mapped_column(String(250))
    scope: Mapped[str] = mapped_column(String(64), default="all")


class UserState(Base):
    """Beside FAB's user: the epoch that ends old sessions, the last wrong password, the age of the present one."""

    __tablename__ = "user_state"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_user_state_user", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    epoch: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]
    password_at: Mapped[datetime | None]
    must_change: Mapped[bool] = mapped_column(default=False, server_default=false())
